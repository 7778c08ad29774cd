using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.Web.Tests;

/// <summary>The product's engine in memory, without the bus; the bus is tested where it is composed.</summary>
internal sealed class RealEngine : IEngine, IEngineStatus, INewsSink, IPartitionObserver, IAsyncDisposable
{
    private readonly InMemoryJournal journal = new();
    private readonly PartitionHost partition;
    private int number = 100_000_000;

    public RealEngine() => partition = new PartitionHost(new PartitionOptions
    {
        Run = Guid.NewGuid(),
        Layout = new ProcessLayout(site => [new RoutingProcess(site), new SessionsProcess(site)]),
        Journal = journal,
        History = History,
        News = [this],
        Observer = this,
    });

    public MemoryHistory History { get; } = new();

    /// <summary>Where news goes; set once the host is built.</summary>
    public LiveHub? Hub { get; set; }

    public static async Task<(RealEngine Engine, WebHost Host)> StartAsync()
    {
        var engine = new RealEngine();
        await engine.partition.StartAsync(WebHost.Cancelled);
        foreach (var site in new[] { "demo", "other" })
        {
            var answer = await engine.SendAsync(new ConfigureSite(new CommandId(Guid.NewGuid()), new SiteId(site), Settings()), WebHost.Cancelled);
            answer.IsAccepted.ShouldBeTrue(answer.Refusal?.Message);
        }
        var host = await WebHost.StartAsync(engine, history: engine.History);
        engine.Hub = host.Hub;
        return (engine, host);
    }

    public async Task<CommandAnswer> SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var candidate = Interlocked.Increment(ref number);
        var answer = await partition.SubmitAsync(
            new CommandEnvelope(command)
            {
                Fingerprint = Fingerprint(command),
                NumberCandidates = [new SessionNumber(candidate)],
                Secret = Guid.NewGuid(),
            },
            cancellationToken);
        return answer is CommandAccepted accepted ? new CommandAnswer(accepted, null) : new CommandAnswer(null, ((CommandRefused)answer).Refusal);
    }

    public async Task<TView?> AskAsync<TQuery, TView>(TQuery query, CancellationToken cancellationToken)
        where TQuery : class, IQuery
        where TView : class =>
        (TView?)await partition.AskAsync(query, cancellationToken);

    public EngineStatus Read() => new(EngineStatus.Running, partition.Status.Sequence, partition.Status.Epoch, 0, null, 0);

    public async Task<EngineHash> HashAsync(CancellationToken cancellationToken)
    {
        var hash = await partition.HashAsync(cancellationToken);
        return new EngineHash(hash.Sequence, hash.Hash);
    }

    public ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            if (message.Message is INews news) Hub?.Tell(news);
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await partition.DisposeAsync();
        await journal.DisposeAsync();
    }

    public void Started(long sequence, long epoch, long gapMilliseconds)
    {
    }

    public void CommandFailed(SiteId site, CommandId command, Exception exception) => Assert.Fail($"Deciding threw: {exception}");

    public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception) => Assert.Fail($"A deadline threw: {exception}");

    public void JournalAway(Exception exception)
    {
    }

    public void JournalBack(long awayMilliseconds)
    {
    }

    public void PublishingFailed(Exception exception)
    {
    }

    public void SnapshotSaved(long sequence, int bytes)
    {
    }

    public void HashMismatch(long sequence, string live, string replayed)
    {
    }

    public void Stopped(Exception exception)
    {
    }

    private static ulong Fingerprint<TCommand>(TCommand command)
        where TCommand : ICommand
    {
        var node = JsonSerializer.SerializeToNode(command, JsonSerializerOptions.Web)!.AsObject();
        node.Remove("commandId");
        node.Remove("ordinal");
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(typeof(TCommand).Name + node.ToJsonString())));
    }

    private static SiteSettings Settings() => new()
    {
        Version = 1,
        Name = "Test",
        MaxCustomersPerSession = 2,
        HeadStartSeconds = [0, 90],
        People =
        [
            .. "anna boris carla".Split(' ').Select(agent => new PersonSettings
            {
                Id = new PersonId(agent), Name = char.ToUpperInvariant(agent[0]) + agent[1..], Privileges = [Privilege.Csr, Privilege.Agent, Privilege.Voice],
            }),
            new PersonSettings { Id = new PersonId("maria"), Name = "Maria", Privileges = [Privilege.Manager] },
            new PersonSettings { Id = new PersonId("admin"), Name = "Admin", Privileges = [Privilege.Administrator] },
        ],
        Queues =
        [
            new QueueSettings { Id = new QueueId("second-line"), Name = "Second line", Members = [new MemberSettings(new PersonId("anna")), new MemberSettings(new PersonId("boris"))] },
            new QueueSettings { Id = new QueueId("closed"), Name = "Closed", Members = [], Open = false },
        ],
    };
}
