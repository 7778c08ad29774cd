namespace AcdRouter.Simulation.Load;

/// <summary>
/// Steady hand-overs over HTTP, as people's pages make them: customers wait, agents with open inboxes accept, open the session's page
/// and hand it on to a queue, and so on until the load is told to settle.
/// </summary>
public sealed class LoadDriver : IAsyncDisposable
{
    private readonly LoadClient client;
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> running = [];
    private readonly Dictionary<Guid, int> handedOver = [];
    private readonly Random random;
    private volatile bool settling;

    public LoadDriver(LoadOptions options)
    {
        Options = options;
        random = new Random(options.Seed);
        Recorder = new LoadRecorder(options.Time);
        client = new LoadClient(options, Recorder);
    }

    public LoadRecorder Recorder { get; }

    public LoadOptions Options { get; }

    /// <summary>No new hand-overs are begun; what was begun goes on.</summary>
    internal bool IsSettling => settling;

    public void Start()
    {
        foreach (var name in Options.Site.AgentNames) running.Add(new LoadAgent(name, Options, client, Recorder, this).RunAsync(ending.Token));
        for (var i = 0; i < Options.Sessions; i++) running.Add(KeepCustomerAsync(i));
    }

    /// <summary>Begins nothing new and waits until every command sent is answered; false when some stay unanswered that long.</summary>
    public async Task<bool> SettleAsync(TimeSpan within)
    {
        settling = true;
        var started = Options.Time.GetTimestamp();
        // An answer may bring about the next command; quiet twice in a row means quiet.
        for (var quiet = 0; quiet < 3;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Options.Time);
            quiet = Recorder.Open == 0 ? quiet + 1 : 0;
            if (quiet < 3 && Options.Time.GetElapsedTime(started) > within) return false;
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        settling = true;
        await ending.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        ending.Dispose();
    }

    /// <summary>A number below a bound, from the seed.</summary>
    internal int Draw(int below)
    {
        lock (random) return random.Next(below);
    }

    /// <summary>Counts a session's hand-overs; false when it has had enough of them.</summary>
    internal bool MayGoOn(Guid session)
    {
        lock (handedOver)
        {
            var count = handedOver.GetValueOrDefault(session) + 1;
            handedOver[session] = count;
            return count <= Options.HandOversASession;
        }
    }

    /// <summary>Brings a customer, listens as the customer's page does until the session is over, and brings the next.</summary>
    private async Task KeepCustomerAsync(int place)
    {
        var desk = Options.TokenOf(LoadSite.Desk);
        for (var round = 0; !settling; round++)
        {
            var queue = Options.Site.QueueNames[Draw(Options.Site.Queues)];
            var entered = await client.SendAsync(
                new Promise(PromiseKind.Entry, HttpMethod.Post, $"/api/v1/sites/{Options.Site.Id}/queues/{queue}/sessions", desk, new { customer = $"Customer {place}.{round}" })
                {
                    By = LoadSite.Desk,
                },
                ending.Token);
            if (!entered.IsAccepted) return;
            var token = entered.Member("token")!.Value.GetString()!;
            await client.ListenAsync("/api/v1/customer/events", token, static (_, _) => { }, ending.Token);
        }
    }
}
