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

    /// <summary>
    /// Requests of one person within a second, in the long run: far more than a page sends, enough for a service that feeds a queue.
    /// </summary>
    public const int RequestsASecond = 200;

    /// <summary>Requests of one person at once, such as a window that comes back with all its pages.</summary>
    public const int RequestsAtOnce = 1_000;

    /// <summary>Requests of one customer within a second, in the long run: a page has a stream and a few buttons.</summary>
    public const int CustomerRequestsASecond = 5;

    /// <summary>Requests of one customer at once.</summary>
    public const int CustomerRequestsAtOnce = 50;

    /// <summary>Live streams that one person may open within a second, in the long run: each is two commands and a view.</summary>
    public const int StreamsASecond = 2;

    /// <summary>Live streams that one person may open at once: every tab, and every tab again.</summary>
    public const int StreamsAtOnce = 2 * StreamsACaller;

    /// <summary>Live streams that one customer may open within a second, in the long run: a page that comes back once a second.</summary>
    public const int CustomerStreamsASecond = 1;

    /// <summary>Live streams that one customer may open at once.</summary>
    public const int CustomerStreamsAtOnce = 20;

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
