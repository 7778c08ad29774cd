using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Faults;

/// <summary>A bus and a history store that keep what they get, fail as told, and can be held up.</summary>
internal sealed class RecordingBus : INewsSink, IHistoryStore
{
    /// <summary>A record of history that says so is never taken.</summary>
    public const string Untakable = "untakable";

    private volatile TaskCompletionSource? held;

    public Collected<OutgoingMessage> Messages { get; } = new();

    public Collected<HistoryRecord> History { get; } = new();

    /// <summary>Every call of publish, as it begins.</summary>
    public Collected<int> Calls { get; } = new();

    /// <summary>While true every call throws; what it published before stays published.</summary>
    public bool Away { get; set; }

    /// <summary>While true the history store alone throws.</summary>
    public bool HistoryAway { get; set; }

    /// <summary>So much time lies at least between two calls of publish.</summary>
    public TimeSpan Every { get; set; }

    public IReadOnlyList<string> Words => [.. Messages.Items.Select(each => each.Message).OfType<Toys.Word>().Select(each => each.Text)];

    public IReadOnlyList<OutgoingMessage> Debts => [.. Messages.Items.Where(each => each.Message is Toys.Debt)];

    /// <summary>Publishing waits from now on.</summary>
    public void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var waiting = held;
        held = null;
        waiting?.SetResult();
    }

    public async ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        Calls.Add(messages.Count);
        if (held is { } waiting) await waiting.Task.WaitAsync(cancellationToken);
        if (Away) throw new IOException("The bus is told to be away.");
        foreach (var each in messages) Messages.Add(each);
    }

    public ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        if (Away || HistoryAway) throw new IOException("The history store is told to be away.");
        if (records.Any(each => Encoding.UTF8.GetString(each.Body.Span).Contains(Untakable, StringComparison.Ordinal))) throw new ArgumentException("Told never to take it.");
        foreach (var each in records) History.Add(each);
        return ValueTask.CompletedTask;
    }

    public ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken) =>
        new(History.Items.FirstOrDefault(each => each.Site == site && each.Kind == kind && each.Id == id));

    public IAsyncEnumerable<HistoryRecord> ReadAsync(SiteId site, HistoryKind kind, Instant from, Instant to, int limit, CancellationToken cancellationToken) =>
        History.Items.Where(each => each.Site == site).Take(limit).ToAsyncEnumerable();

    public ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken) => new(0);

    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<SiteId>>([]);

    public ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken) => new(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
