using System.Globalization;
using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Router.Tests;

/// <summary>One site's router with the time in the test's hand: given, when, then in the words of the domain.</summary>
internal sealed class World
{
    public static readonly SiteId Site = new("north");
    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private readonly List<(IJournalEvent Fact, Stamp Stamp)> journal = [];
    private ScriptedDecision decision;
    private long ordinal;
    private int commands;

    public World(SiteSettings? settings = null)
    {
        Router = new RoutingProcess(Site);
        decision = new ScriptedDecision(Router, Start);
        if (settings is not null) Configure(settings).IsAccepted.ShouldBeTrue();
    }

    public RoutingProcess Router { get; private set; }

    public Instant Now => decision.Now;

    /// <summary>Off where a large state is measured: no invariants are checked, no journal is kept.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>What the last step emitted.</summary>
    public List<IJournalEvent> Facts { get; private set; } = [];

    public List<INeighbourMessage> Told => decision.Told;

    public static PersonId Person(string name) => new(name);

    public static QueueId Queue(string name) => new(name);

    public static Guid Id(int number) => Guid.Parse($"00000000-0000-0000-0000-{number.ToString("D12", CultureInfo.InvariantCulture)}");

    public static RequestId Request(int number) => new(Id(number));

    public static SessionId Session(int number) => new(Id(number));

    public static PersonSettings Agent(string name, int maxSessions = 1, params SkillLevel[] skills) => new()
    {
        Id = Person(name), Name = name.ToUpperInvariant(), Privileges = [Privilege.Csr, Privilege.Agent], MaxSessions = maxSessions,
        Skills = skills.ToValueList(),
    };

    public static PersonSettings Csr(string name, int maxSessions = 1) =>
        Agent(name, maxSessions) with { Privileges = [Privilege.Csr] };

    public static QueueSettings QueueOf(string name, params string[] members) => new()
    {
        Id = Queue(name), Name = name, Members = members.Select(each => new MemberSettings(Person(each))).ToValueList(),
    };

    public static SiteSettings SiteOf(ValueList<PersonSettings> people, params QueueSettings[] queues) => new()
    {
        Version = 1, Name = "North", People = people, Queues = queues.ToValueList(),
    };

    public Verdict Configure(SiteSettings settings) => When(new ConfigureSite(Command(), Site, settings));

    public CommandId Command() => new(Id(900_000_000 + ++commands));

    /// <summary>Decides one message, then lets the invariants be checked.</summary>
    public Verdict When(object message)
    {
        decision.Emitted.Clear();
        decision.Told.Clear();
        var verdict = Router.Decide(message, decision);
        if (!verdict.IsAccepted) decision.Emitted.ShouldBeEmpty("a refused decision has emitted nothing");
        Facts = [.. decision.Emitted];
        if (!Checks) return verdict;
        Journal(Facts);
        Router.AssertInvariants();
        return verdict;
    }

    /// <summary>Lets time pass, deciding every deadline on the way at its moment.</summary>
    public void Pass(long seconds) => PassMilliseconds(seconds * 1000);

    public void PassMilliseconds(long milliseconds)
    {
        var until = decision.Now.PlusMilliseconds(milliseconds);
        Facts = [];
        decision.Told.Clear();
        while (Router.NextDeadline is { } due && due.At <= until)
        {
            if (due.At > decision.Now) decision.Now = due.At;
            decision.Emitted.Clear();
            Router.DecideDue(due, decision);
            Facts.AddRange(decision.Emitted);
            Journal(decision.Emitted);
            Router.NextDeadline.ShouldNotBe(due, "a decided deadline is removed or moved");
            Router.AssertInvariants();
        }
        decision.Now = until;
    }

    /// <summary>The sequence is that of the scripted decision: one an event, so that explanations are the same again.</summary>
    private void Journal(IEnumerable<IJournalEvent> facts)
    {
        foreach (var fact in facts) journal.Add((fact, new Stamp(journal.Count + 1, decision.Now)));
    }

    /// <summary>A new router with every fact so far folded into it.</summary>
    public RoutingProcess Replayed()
    {
        var router = new RoutingProcess(Site);
        foreach (var (fact, stamp) in journal) router.Apply(fact, stamp);
        return router;
    }

    /// <summary>Goes on with a router loaded from what this one saved, as after a restart.</summary>
    public void Reload()
    {
        var saved = Saved();
        Router = Loaded(saved);
        Saved().ShouldBe(saved, "what is loaded saves the same bytes");
        Router.AssertInvariants();
        decision = new ScriptedDecision(Router, decision.Now) { FirstSequence = journal.Count };
    }

    public Verdict SignIn(string agent)
    {
        When(new ReportAgentConnection(Command(), Site, Person(agent), Connection(agent), ConnectionChange.Opened, ++ordinal));
        return When(new SignIn(Command(), Site, Person(agent), ++ordinal));
    }

    /// <summary>Signs agents in a second apart, so that the first is the most idle.</summary>
    public void SignInAll(params string[] agents)
    {
        foreach (var agent in agents)
        {
            SignIn(agent).IsAccepted.ShouldBeTrue();
            Pass(1);
        }
    }

    public static ConnectionId Connection(string agent) =>
        new(new Guid(agent.Select(c => (byte)c).Concat(new byte[16]).Take(16).ToArray()));

    public Verdict SignOut(string agent) => When(new SignOut(Command(), Site, Person(agent), ++ordinal));

    public Verdict Report(string agent, ConnectionChange change) =>
        When(new ReportAgentConnection(Command(), Site, Person(agent), Connection(agent), change, ++ordinal));

    /// <summary>Signs in with an inbox line that a process holds.</summary>
    public void SignInThrough(Guid holder, string agent)
    {
        Reopen(holder, agent);
        When(new SignIn(Command(), Site, Person(agent), ++ordinal)).IsAccepted.ShouldBeTrue();
    }

    public void Reopen(Guid holder, string agent) =>
        When(new ReportAgentConnection(Command(), Site, Person(agent), Connection(agent), ConnectionChange.Opened, ++ordinal, holder));

    public Verdict Report(string agent, ConnectionId connection, ConnectionChange change) =>
        When(new ReportAgentConnection(Command(), Site, Person(agent), connection, change, ++ordinal));

    public Verdict Unavailable(string agent, string reason = "break") =>
        When(new SetAgentState(Command(), Site, Person(agent), Availability.Unavailable, reason, ++ordinal));

    public Verdict Available(string agent) =>
        When(new SetAgentState(Command(), Site, Person(agent), Availability.Available, null, ++ordinal));

    public static RequestRouting Wish(int number, string queue) => Wish(number, new RoutingTarget(Queue(queue), []));

    public static RequestRouting WishFor(int number, params string[] agents) =>
        Wish(number, new RoutingTarget(null, agents.Select(Person).ToValueList()));

    private static RequestRouting Wish(int number, RoutingTarget target) => new(
        Site, Request(number), Session(number), new SessionNumber(100_000_000 + number), "web", 0, "Customer", [], [], target, null, null, null, []);

    /// <summary>Queues a request, one second after what came before.</summary>
    public Verdict Ask(int number, string queue) => When(Wish(number, queue));

    public Verdict Accept(string agent, int number) =>
        When(new AcceptOffer(Command(), Site, Person(agent), Request(number), View(number)?.LastOffer ?? 1));

    public Verdict Accept(string agent, int number, int offer) =>
        When(new AcceptOffer(Command(), Site, Person(agent), Request(number), offer));

    public Verdict Decline(string agent, int number) =>
        When(new DeclineOffer(Command(), Site, Person(agent), Request(number), View(number)?.LastOffer ?? 1));

    public Verdict Pick(string agent, int number) => When(new PickRequest(Command(), Site, Person(agent), Request(number)));

    public void Join(string agent, int number) => When(new ConfirmJoined(Site, Request(number), Person(agent)));

    /// <summary>Accepts and joins.</summary>
    public void Take(string agent, int number)
    {
        Accept(agent, number).IsAccepted.ShouldBeTrue();
        Join(agent, number);
    }

    public void End(int number, RequestEnd end = RequestEnd.Completed) => When(new EndRequest(Site, Request(number), end));

    public void Hold(int number, bool held) => When(new HoldRequest(Site, Request(number), held));

    private Request? View(int number) => Router.State.FindRequest(Request(number));

    /// <summary>Who is offered the request now, by name.</summary>
    public string OfferedTo(int number) =>
        View(number)?.Round is { } round ? string.Join(" ", round.Open.Select(offer => offer.Agent.Value)) : string.Empty;

    public string? AgentOf(int number) => View(number)?.Assignment?.Agent.Value;

    public T Show<T>(IQuery query)
        where T : class => Router.Answer(query, Now).ShouldBeOfType<T>();

    public InboxView Inbox(string agent) => Show<InboxView>(new ShowInbox(Site, Person(agent)));

    public QueueSummaryView Summary(string queue) => Show<QueueView>(new ShowQueue(Site, Queue(queue), 1)).Summary;

    public AgentView AgentView(string agent) =>
        Show<AgentListView>(new ShowAgents(Site)).Agents.Single(each => each.Agent == Person(agent));

    public ExplanationView Explain(int number) => Show<ExplanationView>(new ExplainRequest(Site, Request(number)));

    public List<INews> News()
    {
        var news = new List<INews>();
        foreach (var fact in Facts) Router.TellNews(fact, new Stamp(1, Now), Site, news);
        return news;
    }

    public string Saved() => Saved(Router);

    public static string Saved(RoutingProcess router)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) router.Save(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static RoutingProcess Loaded(string saved)
    {
        var router = new RoutingProcess(Site);
        using var document = JsonDocument.Parse(saved);
        router.Load(document.RootElement);
        return router;
    }

    /// <summary>Sets the next deadline aside, as the kernel does when deciding it throws.</summary>
    public void ParkNext()
    {
        var parked = new DeadlineParked("router", Router.NextDeadline!.Value.Key, "It threw.");
        Router.Apply(parked, new Stamp(1, decision.Now));
        Router.AssertInvariants();
    }

    public void Resume(long gapMilliseconds, bool linesKept = false)
    {
        decision.Now = decision.Now.PlusMilliseconds(gapMilliseconds);
        Router.Apply(new Resumed(gapMilliseconds, linesKept), new Stamp(1, decision.Now));
        Router.AssertInvariants();
    }
}
