using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Estimates;

/// <summary>The month's service times by type, from which a service is drawn for a customer who hung up in the record.</summary>
public sealed class ServiceTimes
{
    private readonly SortedDictionary<string, int[]> byType = new(StringComparer.Ordinal);
    private readonly int[] all;

    private ServiceTimes(IEnumerable<RecordedCall> served)
    {
        var positive = served.Where(call => call.ServiceSeconds > 0).ToArray();
        foreach (var type in positive.GroupBy(call => call.Type))
        {
            byType[type.Key] = [.. type.Select(call => call.ServiceSeconds)];
        }
        all = [.. positive.Select(call => call.ServiceSeconds)];
    }

    /// <summary>Collects the services of a month; those of zero seconds are dirt and not drawn from.</summary>
    public static ServiceTimes From(IEnumerable<RecordedCall> requests) => new(requests.Where(call => call.Answered));

    /// <summary>Draws a service of this type; of any type when the month has none of it, and 0 s when it has none at all.</summary>
    public int Draw(ref SplitMix64 generator, string type)
    {
        var pool = byType.GetValueOrDefault(type, all);
        return pool.Length == 0 ? 0 : pool[generator.NextBelow(pool.Length)];
    }
}
