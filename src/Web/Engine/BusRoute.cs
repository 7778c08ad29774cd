namespace AcdRouter.Web;

/// <summary>Where commands and queries go on the bus, and how long their answers are waited for.</summary>
/// <param name="Commands">The address that takes them all; the routing key is the site.</param>
/// <param name="Link">Whether the bus is there.</param>
public sealed record BusRoute(Uri Commands, BusLink Link)
{
    /// <summary>
    /// How long an answer is waited for. Longer than the journal may be away before the partition gives up (5 s), so that the
    /// partition's own answer comes first; short enough that a browser still waits.
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(15);
}
