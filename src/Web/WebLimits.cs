namespace AcdRouter.Web;

/// <summary>The bounds of the HTTP API.</summary>
public static class WebLimits
{
    /// <summary>Longest body of a request: the largest command (a transfer to 100 agents, 50 form answers) fits many times.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Longest body of a site's settings: about 10,000 people.</summary>
    public const int MaxSettingsBytes = 4 * 1024 * 1024;

    /// <summary>Tries to join by number from one address within a minute: a family behind one line, not a program that guesses.</summary>
    public const int JoinsAnAddressAMinute = 20;

    /// <summary>
    /// Tries to join one site within a minute, wherever they come from: at this rate a guesser meets one of 1,000 live numbers
    /// among 900 million once in 50 hours, whatever addresses they have.
    /// </summary>
    public const int JoinsASiteAMinute = 300;

    /// <summary>Live streams that one caller may hold: a tab each, and reloads whose old line is not yet seen as lost.</summary>
    public const int StreamsACaller = 32;

    /// <summary>Live streams of this process: each costs a connection, two timers and a bounded buffer of news.</summary>
    public const int Streams = 10_000;

    /// <summary>Connections of this process: every stream, and as many again as short requests need.</summary>
    public const int Connections = Streams + 2_000;

    /// <summary>News kept for a stream whose reader is slow; beyond that all is dropped and a fresh view is sent.</summary>
    public const int NewsAStream = 64;

    /// <summary>Requests whose queue is remembered for telling waiting customers their place: as many as the largest backlog planned for.</summary>
    public const int RememberedRequests = 200_000;

    /// <summary>Records in one answer of the history.</summary>
    public const int HistoryRecords = 200;

    /// <summary>Things in one list.</summary>
    public const int ListItems = 200;
}
