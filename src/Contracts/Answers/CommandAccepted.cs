namespace AcdRouter.Contracts;

/// <summary>The command's effect is durable.</summary>
/// <param name="CommandId">The command that is answered.</param>
/// <param name="Sequence">The journal record that holds the effect.</param>
/// <param name="Made">What the command made or found, where it made something.</param>
[Entity("command-accepted")]
public sealed record CommandAccepted(CommandId CommandId, long Sequence, Made Made);

/// <summary>What an accepted command made; every member is null unless the command's documentation names it.</summary>
public sealed record Made
{
    /// <summary>Nothing to name.</summary>
    public static Made Nothing { get; } = new();

    /// <summary>The session started, joined or taken.</summary>
    public SessionId? Session { get; init; }

    /// <summary>Its number.</summary>
    public SessionNumber? Number { get; init; }

    /// <summary>The request queued.</summary>
    public RequestId? Request { get; init; }

    /// <summary>Place in the queue, counted from 1.</summary>
    public int? Position { get; init; }

    /// <summary>The customer who joined.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The voice call started.</summary>
    public CallId? Call { get; init; }

    /// <summary>The invitations made, in the order asked for; null when none.</summary>
    public ValueList<InvitationId>? Invitations { get; init; }
}
