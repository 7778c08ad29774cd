using System.Buffers.Binary;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Router;

namespace AcdRouter.Simulation.Benchmarks;

/// <summary>Agents and customers of the engine benchmark: everybody is busy, whoever completes takes the next request.</summary>
internal sealed class EngineLoad : IDecision
{
    /// <summary>Every so many steps a customer gives up and an agent turns unavailable and back.</summary>
    private const int RareEvery = 20;

    /// <summary>Slots of the queues' waiting rooms left free, so that no request is refused.</summary>
    private const int QueueRoom = 990;

    private static readonly SiteId Site = new("bench");

    private readonly RoutingProcess router = new(Site);
    private readonly EngineSize size;
    private readonly List<INews> news = [];
    private readonly Queue<(PersonId Agent, RequestId Request)> busy = new();
    private readonly Queue<OfferMade> offers = new();
    private readonly Queue<RequestId> waiting = new();
    private readonly HashSet<RequestId> taken = [];
    private long sequence;
    private long steps;
    private long ids;

    public EngineLoad(EngineSize size)
    {
        if (size.Backlog > size.Queues * QueueRoom) throw new ArgumentOutOfRangeException(nameof(size), $"A backlog of {size.Backlog} does not fit {size.Queues} queues of {QueueRoom}.");
        this.size = size;
        var people = Enumerable.Range(0, size.Agents).Select(i => new PersonSettings
        {
            Id = Agent(i),
            Name = $"Agent {i}",
            Privileges = [Privilege.Csr, Privilege.Agent],
            MaxSessions = 1,
        });
        var queues = Enumerable.Range(0, size.Queues).Select(i => new QueueSettings
        {
            Id = Queue(i),
            Name = $"Queue {i}",
            Members = Enumerable.Range(0, size.Agents).Where(a => a % size.Queues == i || (a + 1) % size.Queues == i).Select(a => new MemberSettings(Agent(a))).ToValueList(),
            ShutdownThreshold = 999,
        });
        Decide(new ConfigureSite(NextId(), Site, new SiteSettings { Version = 1, Name = "Bench", People = people.ToValueList(), Queues = queues.ToValueList() }));
    }

    /// <summary>Messages decided so far: commands, and the neighbour's messages that stand for them.</summary>
    public long Decided { get; private set; }

    public Instant Now { get; private set; } = new(1_000_000);

    public CommandId Cause { get; private set; }

    public ValueList<SessionNumber> NumberCandidates => [];

    public Guid Secret => Guid.Empty;

    public void SignEverybodyIn()
    {
        for (var i = 0; i < size.Agents; i++)
        {
            Decide(new SignIn(NextId(), Site, Agent(i), 1));
            Decide(new ReportAgentConnection(NextId(), Site, Agent(i), new ConnectionId(NextId().Value), ConnectionChange.Opened, 2));
        }
    }

    public void KeepEverybodyBusy()
    {
        for (var i = 0; i < size.Agents; i++) Arrive(i % size.Queues);
        AnswerOffers();
    }

    public void QueueBacklog()
    {
        for (var i = 0; i < size.Backlog; i++) Arrive(i % size.Queues);
        AnswerOffers();
    }

    /// <summary>One agent completes, whoever is offered the next request takes it, one customer arrives.</summary>
    public void Step()
    {
        Now = Now.PlusMilliseconds(1);
        if (busy.TryDequeue(out var done))
        {
            Decide(new EndRequest(Site, done.Request, RequestEnd.Completed));
            AnswerOffers();
        }
        Arrive((int)(steps % size.Queues));
        AnswerOffers();
        if (++steps % RareEvery == 0) DoRareThings();
    }

    public void Emit(IJournalEvent journalEvent)
    {
        var stamp = new Stamp(sequence, Now);
        router.Apply(journalEvent, stamp);
        router.TellNews(journalEvent, stamp, Site, news);
    }

    public Verdict Ask(INeighbourMessage message) => Verdict.Accepted();

    public void Tell(INeighbourMessage message)
    {
    }

    private static PersonId Agent(int i) => new($"agent-{i}");

    private static QueueId Queue(int i) => new($"queue-{i}");

    private void DoRareThings()
    {
        while (waiting.TryDequeue(out var request))
        {
            if (taken.Remove(request)) continue;
            Decide(new EndRequest(Site, request, RequestEnd.Abandoned));
            Arrive((int)(steps % size.Queues));
            break;
        }
        var agent = Agent((int)(steps % size.Agents));
        Decide(new SetAgentState(NextId(), Site, agent, Availability.Unavailable, "break", ids));
        Decide(new SetAgentState(NextId(), Site, agent, Availability.Available, null, ids));
        AnswerOffers();
    }

    private void Arrive(int queue)
    {
        var id = NextId().Value;
        Decide(new RequestRouting(
            Site, new RequestId(id), new SessionId(id), new SessionNumber(SessionNumber.Min), "", 0, "Customer", [], [], new RoutingTarget(Queue(queue), []), null, null, null, []));
        waiting.Enqueue(new RequestId(id));
    }

    private void AnswerOffers()
    {
        while (offers.TryDequeue(out var made))
        {
            var agent = made.Agents[0];
            if (!Decide(new AcceptOffer(NextId(), Site, agent, made.Offer.Request, made.Offer.Offer))) continue;
            Decide(new ConfirmJoined(Site, made.Offer.Request, agent));
            busy.Enqueue((agent, made.Offer.Request));
            taken.Add(made.Offer.Request);
        }
    }

    private bool Decide(object message)
    {
        sequence++;
        Decided++;
        Cause = message is ICommand command ? command.CommandId : default;
        var verdict = router.Decide(message, this);
        foreach (var each in news)
        {
            if (each is OfferMade made) offers.Enqueue(made);
        }
        news.Clear();
        return verdict.IsAccepted;
    }

    private CommandId NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        // Spread like random ids: the router orders and hashes by them.
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, unchecked((ulong)++ids * 0x9E3779B97F4A7C15UL));
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], ids);
        return new CommandId(new Guid(bytes));
    }
}
