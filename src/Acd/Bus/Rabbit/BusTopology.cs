using System.Globalization;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>An exchange as it is declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">direct, fanout or topic.</param>
/// <param name="Alternate">Where goes what no binding matches; null for nowhere.</param>
internal sealed record BusExchange(string Name, string Type, string? Alternate = null)
{
    public Dictionary<string, object?> Arguments => Alternate is null ? [] : new() { ["alternate-exchange"] = Alternate };
}

/// <summary>A queue as it is declared: always durable, always a quorum queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SingleActive">Whether one consumer at a time is given messages.</param>
/// <param name="Keeps">How many messages it holds, the oldest dropped first; null for all.</param>
internal sealed record BusQueue(string Name, bool SingleActive = false, int? Keeps = null)
{
    public Dictionary<string, object?> Arguments
    {
        get
        {
            var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
            if (SingleActive) arguments["x-single-active-consumer"] = true;
            if (Keeps is { } most)
            {
                arguments["x-max-length"] = most;
                arguments["x-overflow"] = "drop-head";
            }
            return arguments;
        }
    }
}

/// <summary>A binding from an exchange to a queue.</summary>
internal sealed record BusBinding(string Exchange, string Queue, string Key);

/// <summary>
/// Everything durable that the program has on the broker, in one table. Nothing else declares it otherwise: the bus library declares the
/// same names with the same arguments, which the broker takes for a look.
/// </summary>
internal sealed record BusTopology(IReadOnlyList<BusExchange> Exchanges, IReadOnlyList<BusQueue> Queues, IReadOnlyList<BusBinding> Bindings)
{
    /// <summary>The table of an installation.</summary>
    /// <param name="partitions">How many partitions.</param>
    /// <param name="sites">Where each known site is.</param>
    public static BusTopology Of(int partitions, IReadOnlyDictionary<SiteId, int> sites)
    {
        List<BusExchange> exchanges =
        [
            new(BusNames.Commands, "direct", BusNames.UnknownSite),
            new(BusNames.Services, "topic", BusNames.UnknownSite),
            new(BusNames.UnknownSite, "fanout"),
            new(BusNames.News, "fanout"),
            new(BusNames.Events, "topic"),
        ];
        List<BusQueue> queues = [];
        List<BusBinding> bindings = [];
        Receive(new BusQueue(BusNames.UnknownSite));
        for (var n = 0; n < partitions; n++)
        {
            exchanges.Add(new BusExchange(BusNames.Partition(n), "fanout"));
            Receive(new BusQueue(BusNames.Partition(n), SingleActive: true));
        }
        foreach (var (site, partition) in sites.OrderBy(each => each.Key.Value, StringComparer.Ordinal)) bindings.AddRange(OfSite(site, partition));
        return new BusTopology(exchanges, queues, bindings);

        void Receive(BusQueue queue)
        {
            var errors = BusNames.Errors(queue.Name);
            queues.Add(queue);
            bindings.Add(new BusBinding(queue.Name, queue.Name, ""));
            exchanges.Add(new BusExchange(errors, "fanout"));
            queues.Add(new BusQueue(errors, Keeps: RabbitLimits.ErrorsKept));
            bindings.Add(new BusBinding(errors, errors, ""));
        }
    }

    /// <summary>What leads a site's messages to its partition: straight to the queue, without a hop.</summary>
    public static IEnumerable<BusBinding> OfSite(SiteId site, int partition) =>
    [
        new(BusNames.Commands, BusNames.Partition(partition), site.Value),
        new(BusNames.Services, BusNames.Partition(partition), site.Value),
    ];

    /// <summary>The table as lines of three columns, in order: what it is, its name, what is said of it.</summary>
    public IEnumerable<(string Kind, string Name, string About)> Describe()
    {
        foreach (var exchange in Exchanges.OrderBy(each => each.Name, Natural.Order))
        {
            yield return ("exchange", exchange.Name, exchange.Alternate is null ? exchange.Type : $"{exchange.Type}, alternate {exchange.Alternate}");
        }
        foreach (var queue in Queues.OrderBy(each => each.Name, Natural.Order))
        {
            var keeps = queue.Keeps is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most} messages") : "";
            yield return ("queue", queue.Name, $"quorum{(queue.SingleActive ? ", single active consumer" : "")}{keeps}");
        }
        foreach (var binding in Bindings.OrderBy(each => each.Queue, Natural.Order).ThenBy(each => each.Exchange, Natural.Order).ThenBy(each => each.Key, StringComparer.Ordinal))
        {
            yield return ("binding", $"{binding.Exchange} -> {binding.Queue}", binding.Key.Length == 0 ? "all" : $"key {binding.Key}");
        }
    }
}
