using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Faults;

/// <summary>A journal, a bus, a clock, and one run of a partition after the other on them.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly List<PartitionHost> runs = [];
    private int ids = 1_000;
    private int options;

    public FaultyJournal Journal { get; } = new();

    public RecordingBus Bus { get; } = new();

    public RecordingObserver Observer { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Whether runs started from now on count lines as outliving them.</summary>
    public bool LinesOutliveRun { get; set; }

    /// <summary>When runs started from now on may act of themselves.</summary>
    public Func<bool>? MayActAlone { get; set; }

    /// <summary>How often runs started from now on compare the head when idle.</summary>
    public TimeSpan? CheckHeadEvery { get; set; }

    /// <summary>What runs started from now on know of the history.</summary>
    public JournalHead? KnownHead { get; set; }

    /// <summary>What runs started from now on take their state from.</summary>
    public PartitionFollower? Follower { get; set; }

    /// <summary>Where news of runs started from now on goes besides.</summary>
    public IReadOnlyList<RecordingBus> SinksBeside { get; set; } = [];

    /// <summary>The last run started.</summary>
    public PartitionHost Host => runs[^1];

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A world with one run and the toy site.</summary>
    public static async Task<World> NewAsync()
    {
        var world = new World();
        await world.StartAsync();
        (await world.Host.SubmitAsync(Toy.Configure(Toy.Site), Token)).ShouldBeOfType<CommandAccepted>();
        return world;
    }

    /// <summary>Starts another run on the same journal; an earlier one is not ended.</summary>
    public async Task<PartitionHost> StartAsync()
    {
        var host = NewHost();
        await host.StartAsync(Token).WaitAsync(Eventually.Patience, Token);
        return host;
    }

    /// <summary>The name under which a run, counted from 0, claims.</summary>
    public static string OwnerOf(int run) => RunOf(run).ToString();

    public PartitionHost NewHost()
    {
        var host = new PartitionHost(NewOptions());
        runs.Add(host);
        return host;
    }

    /// <summary>What the next run would be started with.</summary>
    public PartitionOptions NewOptions() => new()
    {
        Run = RunOf(options++),
        Layout = Toy.NewLayout(),
        Journal = Journal,
        History = Bus,
        News = [Bus, .. SinksBeside],
        Observer = Observer,
        Time = Clock,
        LinesOutliveRun = LinesOutliveRun,
        MayActAlone = MayActAlone,
        CheckHeadEvery = CheckHeadEvery,
        KnownHead = KnownHead,
        Follower = Follower,
    };

    /// <summary>Ends the last run as a crash would and starts another.</summary>
    /// <param name="away">How long nobody is there: the clock goes on while no loop could take note of it.</param>
    public async Task CrashAndRestartAsync(TimeSpan away = default)
    {
        await Host.DisposeAsync();
        Clock.Advance(away);
        await StartAsync();
    }

    /// <summary>Hands a script in under a new id, or the one given, and waits for its answer.</summary>
    public async Task<object> DoAsync(string script, int? id = null, SiteId? site = null) =>
        await Send(script, id, site).WaitAsync(Eventually.Patience, Token);

    public async Task<CommandAccepted> AcceptedAsync(string script, int? id = null, SiteId? site = null) =>
        (await DoAsync(script, id, site)).ShouldBeOfType<CommandAccepted>();

    public async Task<Refusal> RefusedAsync(string script, int? id = null, SiteId? site = null) =>
        (await DoAsync(script, id, site)).ShouldBeOfType<CommandRefused>().Refusal;

    /// <summary>Hands a script in without waiting.</summary>
    public Task<object> Send(string script, int? id = null, SiteId? site = null) =>
        Host.SubmitAsync(Toy.Act(id ?? Interlocked.Increment(ref ids), script, site), Token).AsTask();

    /// <summary>Hands in so many commands that a snapshot is due.</summary>
    public async Task SendManyAsync()
    {
        for (var sent = 0; sent < KernelLimits.SnapshotEvery; sent += 1_000)
        {
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Send("add 1")));
        }
    }

    public async Task<Sum> SumAsync(SiteId? site = null) =>
        (await Host.AskAsync(new HowMuch(site ?? Toy.Site), Token).AsTask().WaitAsync(Eventually.Patience, Token)).ShouldBeOfType<Sum>();

    public async Task<StateHash> HashAsync() => await Host.HashAsync(Token).AsTask().WaitAsync(Eventually.Patience, Token);

    /// <summary>The state that the journal adds up to.</summary>
    public async Task<PartitionState> ReplayAsync() => await PartitionLoader.LoadAsync(Journal, Toy.NewLayout(), cancellationToken: Token);

    /// <summary>The records stored so far.</summary>
    public IReadOnlyList<JournalRecord> Records
    {
        get
        {
            var codec = new RecordCodec(Toy.NewLayout());
            return [.. Journal.Stored.Select(codec.Read)];
        }
    }

    /// <summary>Lets time pass a second at a time, the loop looking on each time, so that it does not seem frozen.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Host.AskAsync(new HowMuch(Toy.Site), Token).AsTask().WaitAsync(Eventually.Patience, Token);
        }
    }

    /// <summary>Lets pauses end, however often they begin anew, until the condition holds.</summary>
    public Task PausesUntil(Func<bool> condition, string what) =>
        Eventually.Holds(
            () =>
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
                return condition();
            },
            what);

    private static Guid RunOf(int run) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(run + 1));

    public async ValueTask DisposeAsync()
    {
        Journal.Release();
        Bus.Release();
        foreach (var run in runs) await run.DisposeAsync();
    }
}
