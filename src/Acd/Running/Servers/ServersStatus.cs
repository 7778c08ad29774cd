using AcdRouter.Contracts;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>How an installation is, as one of its processes sees it: of itself it knows, of partitions it asks over the bus.</summary>
internal sealed class ServersStatus(IBus bus, BusLink link, PartitionCount count, ServerParts parts, IEngine engine, IServiceProvider services)
    : IEngineStatus
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public bool IsElsewhere => true;

    public EngineStatus Read() => link.IsConnected
        ? new EngineStatus(EngineStatus.Running, 0, 0, 0, null, 0)
        : new EngineStatus("bus-away", 0, 0, 0, "The message bus is away.", 0);

    public Task<EngineHash> HashAsync(CancellationToken cancellationToken) =>
        throw new EngineUnavailableException("Each partition has a state of its own: ask for the list.");

    /// <summary>What this process cannot do without: the broker, and the store of its role.</summary>
    public async ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (!link.IsConnected) return "The message bus is away.";
        if (services.GetService<PartitionsService>() is { } partitions)
        {
            if (partitions.Failure is { } failure) return failure;
            // Whoever stops another core because this one is ready counts on it.
            if (!partitions.IsPrepared) return "It does not stand in line for every partition yet.";
        }
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(AnswerWithin);
        try
        {
            if (parts.Journals is { } journals) await journals.PingAsync(within.Token).WaitAsync(within.Token);
            if (services.GetService<LiveHub>() is not null) await parts.PingHistory(within.Token).WaitAsync(within.Token);
            return null;
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            return $"A store is away: {away.Message}";
        }
    }

    public async ValueTask<EngineView> ReadAsync(SiteId site, CancellationToken cancellationToken)
    {
        try
        {
            await engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(site), cancellationToken);
            return new EngineView(EngineStatus.Running, null);
        }
        catch (EngineUnavailableException away)
        {
            return new EngineView("unavailable", away.Message);
        }
    }

    public async ValueTask<ValueList<PartitionView>> ListAsync(bool hash, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(Enumerable.Range(0, count.Value).Select(partition => AskAsync(partition, hash, cancellationToken)))];

    private async Task<PartitionView> AskAsync(int partition, bool hash, CancellationToken cancellationToken)
    {
        if (!link.IsConnected) return PartitionView.Unanswered(partition);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Lost);
        try
        {
            var client = bus.CreateRequestClient<ShowPartition>(BusNames.AddressOf(partition), RequestTimeout.After(ms: (int)AnswerWithin.TotalMilliseconds));
            var response = await client.GetResponse<PartitionView>(new ShowPartition(partition, hash), CancellationToken.None).WaitAsync(within.Token);
            return response.Message;
        }
        catch (Exception unanswered) when (!cancellationToken.IsCancellationRequested && unanswered is RequestException or OperationCanceledException)
        {
            return PartitionView.Unanswered(partition);
        }
    }
}
