namespace AcdRouter.Processes;

/// <summary>Where what leaves a partition goes: collects what records say to it, and hands all of that over at once.</summary>
internal interface IOutlet
{
    /// <summary>So much time lies at least between two times that it hands over: under load more goes together, and after a quiet moment at once.</summary>
    TimeSpan Every { get; }

    /// <summary>What is collected.</summary>
    int Count { get; }

    /// <summary>Collects what the record says.</summary>
    void Take(JournalRecord record);

    /// <summary>Collects a message that is owed.</summary>
    void Take(OutgoingMessage owed);

    /// <summary>Hands over what is collected; it stays collected until <see cref="Clear"/>.</summary>
    ValueTask SendAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what is collected.</summary>
    void Clear();
}
