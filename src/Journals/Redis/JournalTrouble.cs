namespace AcdRouter.Journals;

/// <summary>Why a journal's server did not do what it was asked. All of these pass, so the writer asks again.</summary>
public enum JournalTrouble
{
    /// <summary>There is no connection, or it broke while the call was under way.</summary>
    NoConnection = 1,

    /// <summary>The server did not answer within the bound. The call may still be carried out.</summary>
    TimedOut = 2,

    /// <summary>The server is reading its files after a start.</summary>
    Loading = 3,

    /// <summary>The server has become a replica and takes no writes: a fail-over is under way, or the address leads to the wrong server.</summary>
    ReadOnly = 4,

    /// <summary>The server's memory limit is reached.</summary>
    OutOfMemory = 5,

    /// <summary>Fewer replicas than asked for have the batch, or are connected at all.</summary>
    TooFewReplicas = 6,

    /// <summary>The server cannot write its append-only file.</summary>
    DiskFailed = 7,

    /// <summary>The server wants another password, or forbids a command.</summary>
    NotAllowed = 8,

    /// <summary>Anything else that the server said.</summary>
    Other = 9,
}
