namespace AcdRouter.Acd;

/// <summary>The bounds that other services meet on the bus.</summary>
internal static class ServiceLimits
{
    /// <summary>Longest body, in bytes: as over HTTP. The largest message open to services, with 50 form answers of 1,000 characters, has room.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Events kept for a service that is away, in its own queue; the oldest go first.</summary>
    public const int EventsKept = 100_000;
}
