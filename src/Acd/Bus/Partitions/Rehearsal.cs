using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// Plays a hand-over once, before the core stands in line: on a partition in memory, over a queue of its own. What a claim and the first
/// commands run is compiled when it is first run, and that would take most of the time that callers wait when a partition moves to
/// a core that has just started. Nothing of it is kept, and one that fails costs only that time.
/// </summary>
internal sealed partial class Rehearsal(IBusControl bus, BusLink link, FailedCommands failed, EventPublisher events, TimeProvider time, ILogger<Rehearsal> logger)
{
    /// <summary>The first compiles what it meets; some more, so that connections and caches are as they will be.</summary>
    private const int Rounds = 5;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly SiteId Site = new("rehearsal");
    private static readonly QueueId Queue = new("queue");
    private static readonly PersonId Giver = new("giver");
    private static readonly PersonId Taker = new("taker");

    // What is compiled is compiled for the process.
    private static int isDone;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref isDone, 1) == 1) return;
        var started = time.GetTimestamp();
        using var within = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        within.CancelAfter(Within);
        try
        {
            await PlayAsync(within.Token);
            LogRehearsed((long)time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception cut) when (!stopping.IsCancellationRequested)
        {
            LogCutShort(cut);
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var journal = new InMemoryJournal();
        await using var history = new InMemoryHistoryStore(CustomerRemoval.Apply);
        var queue = $"acd-rehearsal-{Guid.NewGuid():N}";
        HostReceiveEndpointHandle? handle = null;
        try
        {
            await using (var partition = await StartAsync(journal, history, cancellationToken))
            {
                handle = bus.ConnectReceiveEndpoint(queue, endpoint => Configure((IRabbitMqReceiveEndpointConfigurator)endpoint, partition));
                await handle.Ready.WaitAsync(cancellationToken);
                var engine = new BusEngine(bus, new BusRoute(handle.ReceiveEndpoint.InputAddress, link));
                await ConfigureAsync(engine, cancellationToken);
                for (var round = 0; round < Rounds; round++) await HandOverAsync(engine, cancellationToken);
                await partition.StopAsync();
            }
            // A start on what is there: as a claim.
            await using var next = await StartAsync(journal, history, cancellationToken);
        }
        finally
        {
            if (handle is not null) await handle.StopAsync(cancellationToken);
        }
    }

    private static async Task<PartitionHost> StartAsync(IJournal journal, IHistoryStore history, CancellationToken cancellationToken)
    {
        var follower = new PartitionFollower(journal, SiteProcesses.Layout);
        await follower.FollowAsync(cancellationToken);
        var partition = new PartitionHost(new PartitionOptions
        {
            Run = Guid.NewGuid(),
            Layout = SiteProcesses.Layout,
            Journal = journal,
            History = history,
            Follower = follower,
            News = [new NoNews()],
            Observer = new NoObserver(),
            LinesOutliveRun = true,
        });
        await partition.StartAsync(cancellationToken);
        return partition;
    }

    private void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, PartitionHost partition)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.Durable = false;
        endpoint.AutoDelete = true;
        endpoint.Exclusive = true;
        endpoint.PublishFaults = false;
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        foreach (var consumer in PartitionConsumers.Of(partition, new RabbitEdge(UnknownSites.NoPartition, events), failed)) endpoint.Instance(consumer);
    }

    private static async Task ConfigureAsync(BusEngine engine, CancellationToken cancellationToken)
    {
        PersonSettings Person(PersonId id) => new() { Id = id, Name = id.Value, Privileges = [Privilege.Csr, Privilege.Agent], MaxSessions = 1 };
        var settings = new SiteSettings
        {
            Version = 1,
            Name = "Rehearsal",
            People = [Person(Giver), Person(Taker)],
            Queues = [new QueueSettings { Id = Queue, Name = "Queue", Members = [new MemberSettings(Taker)] }],
        };
        await engine.SendAsync(new ConfigureSite(Id(), Site, settings), cancellationToken);
        await engine.SendAsync(new SignIn(Id(), Site, Taker, 1), cancellationToken);
        await engine.SendAsync(new ReportAgentConnection(Id(), Site, Taker, new ConnectionId(Guid.NewGuid()), ConnectionChange.Opened, 2), cancellationToken);
    }

    private static async Task HandOverAsync(BusEngine engine, CancellationToken cancellationToken)
    {
        var started = await engine.SendAsync(new StartSession(Id(), Site, Giver, [], null, null), cancellationToken);
        if (started.Accepted?.Made is not { Session: { } session, Number: { } number }) return;
        var joined = await engine.SendAsync(new JoinSession(Id(), Site, number, "Customer"), cancellationToken);
        await engine.SendAsync(
            new ReportSessionPage(
                Id(), Site, session, null, joined.Accepted?.Made.Customer, new ConnectionId(Guid.NewGuid()), new WindowId(Guid.NewGuid()), ConnectionChange.Opened, false, 1),
            cancellationToken);
        await engine.SendAsync(new TransferSession(Id(), Site, session, Giver, Queue, [], null), cancellationToken);
        var inbox = await engine.AskAsync<ShowInbox, InboxView>(new ShowInbox(Site, Taker), cancellationToken);
        if (inbox is { Offers: [var offer, ..] }) await engine.SendAsync(new AcceptOffer(Id(), Site, Taker, offer.Request, offer.Offer), cancellationToken);
        await engine.AskAsync<ShowSession, SessionView>(new ShowSession(Site, session, Taker, null), cancellationToken);
        await engine.SendAsync(new EndSession(Id(), Site, session, Taker, Force: true), cancellationToken);
    }

    private static CommandId Id() => new(Guid.NewGuid());

    [LoggerMessage(4432, LogLevel.Information, "A hand-over was rehearsed within {Milliseconds} ms.")]
    private partial void LogRehearsed(long milliseconds);

    [LoggerMessage(4433, LogLevel.Information, "The rehearsal of a hand-over was cut short; the first that comes takes longer.")]
    private partial void LogCutShort(Exception exception);

    private sealed class NoNews : INewsSink
    {
        public ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private sealed class NoObserver : IPartitionObserver
    {
        public void Started(long sequence, long epoch, long gapMilliseconds)
        {
        }

        public void CommandFailed(SiteId site, CommandId command, Exception exception)
        {
        }

        public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception)
        {
        }

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
    }
}
