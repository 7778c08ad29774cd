using System.Buffers;
using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

/// <summary>
/// One site's sessions under test, with a scripted router. After every step it asserts that the invariants hold, that a refusal has
/// emitted nothing, that the state survives saving, and that replaying the journal's JSON makes the same state (I8).
/// </summary>
internal sealed class Site
{
    public static readonly SiteId Id = new("acme");
    public static readonly Instant Start = new(1_772_000_000_000);
    public static readonly PersonId Ann = new("ann");
    public static readonly PersonId Bob = new("bob");
    public static readonly PersonId Cleo = new("cleo");
    public static readonly PersonId Mia = new("mia");
    public static readonly PersonId Root = new("root");
    public static readonly PersonId Temp = new("temp");
    public static readonly QueueId Support = new("support");

    private readonly SessionsProcess process = new(Id);
    private readonly SessionsProcess replica = new(Id);
    private readonly ScriptedDecision decision;
    private long ordinal;
    private int ids;
    private int secrets;

    public Site(Func<SiteSettings, SiteSettings>? settings = null)
    {
        decision = new ScriptedDecision(process, Start)
        {
            Neighbour = message =>
            {
                Asked.Add(message);
                return Router(message);
            },
        };
        When(new AdoptSettings(Id, (settings ?? (same => same))(Settings())));
        Clear();
    }

    public Instant Now => decision.Now;

    public Func<INeighbourMessage, Verdict> Router { get; set; } = message =>
        message is RequestRouting ? Verdict.Accepted(new Made { Position = 1 }) : Verdict.Accepted();

    /// <summary>What the last step asked, told, emitted and made news of.</summary>
    public List<INeighbourMessage> Asked { get; } = [];

    public List<INeighbourMessage> Told => decision.Told;

    public List<IJournalEvent> Emitted => decision.Emitted;

    public List<INews> News { get; } = [];

    /// <summary>Every event since the site was made.</summary>
    public List<IJournalEvent> Journal { get; } = [];

    public ValueList<SessionNumber> Candidates { get; set; } = Enumerable.Range(0, 30).Select(i => new SessionNumber(100_000_001 + i)).ToValueList();

    public IProcess Process => process;

    public CommandId NewId() => new(new Guid(++ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public Verdict When(object message)
    {
        Clear();
        decision.NumberCandidates = Candidates;
        decision.Secret = new(++secrets, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);
        var verdict = process.Decide(message, decision);
        if (!verdict.IsAccepted)
        {
            Emitted.ShouldBeEmpty("a refusal changes nothing");
            Told.ShouldBeEmpty("a refusal tells nothing");
        }
        EndStep();
        return verdict;
    }

    public Made Done(object message)
    {
        var verdict = When(message);
        verdict.Refusal?.Message.ShouldBeNull();
        return verdict.Made!;
    }

    public Refusal Refused(object message, RefusalReason reason)
    {
        var refusal = When(message).Refusal.ShouldNotBeNull();
        refusal.Reason.ShouldBe(reason, refusal.Message);
        return refusal;
    }

    /// <summary>Lets time pass, deciding every deadline at its moment. What the steps brought is gathered.</summary>
    public void Pass(int seconds)
    {
        Clear();
        var until = Now.PlusSeconds(seconds);
        while (process.NextDeadline is { } due && due.At <= until)
        {
            if (due.At > decision.Now) decision.Now = due.At;
            var before = Emitted.Count;
            process.DecideDue(due, decision);
            Emitted.Count.ShouldBeGreaterThan(before, "a deadline is removed or moved by what is emitted");
            EndStep();
        }
        decision.Now = until;
    }

    public void Resume(int gapSeconds, bool linesKept = false)
    {
        Clear();
        decision.Now = decision.Now.PlusSeconds(gapSeconds);
        var resumed = new Resumed(gapSeconds * 1000L, linesKept);
        process.Apply(resumed, new Stamp(1, Now));
        replica.Apply(resumed, new Stamp(1, Now));
        EndStep();
    }

    public SessionView? Show(SessionId session, PersonId? person = null, CustomerId? customer = null) =>
        (SessionView?)process.Answer(new ShowSession(Id, session, person, customer), Now);

    public List<Owed> Owed()
    {
        var owed = new List<Owed>();
        process.CollectOwed(owed);
        return owed;
    }

    /// <summary>A session that the CSR started, with the page open in a window of the CSR's name.</summary>
    public SessionId Started(PersonId by, bool voiceCapable = false)
    {
        var session = Done(new StartSession(NewId(), Id, by, [], null, null)).Session!.Value;
        Opened(session, by, voiceCapable);
        return session;
    }

    /// <summary>A customer who joined by number, with the page open.</summary>
    public CustomerId Joined(SessionId session, string name = "Carl")
    {
        var customer = Done(new JoinSession(NewId(), Id, Show(session)!.Number, name)).Customer!.Value;
        Opened(session, customer);
        return customer;
    }

    /// <summary>A session that a customer asked for, with the page open.</summary>
    public (SessionId Session, CustomerId Customer, RequestId Request) Requested()
    {
        var made = Done(new RequestSession(NewId(), Id, "Carl", Support, null, 0, [], []));
        Opened(made.Session!.Value, made.Customer!.Value);
        return (made.Session.Value, made.Customer.Value, made.Request!.Value);
    }

    /// <summary>A routed session that the agent has, with the page open.</summary>
    public (SessionId Session, CustomerId Customer, RequestId Request) Taken(PersonId agent)
    {
        var (session, customer, request) = Requested();
        Done(new AssignSession(Id, session, request, agent, Support));
        Opened(session, agent);
        return (session, customer, request);
    }

    public void Assisted(SessionId session, PersonId by, bool voiceCapable = false)
    {
        Done(new AssistSession(NewId(), Id, by, Show(session)!.Number, null));
        Opened(session, by, voiceCapable);
    }

    public Verdict Opened(SessionId session, PersonId person, bool voiceCapable = false) =>
        When(Page(session, person, null, ConnectionChange.Opened) with { VoiceCapable = voiceCapable });

    public Verdict Opened(SessionId session, CustomerId customer) => When(Page(session, null, customer, ConnectionChange.Opened));

    public Verdict Lost(SessionId session, PersonId person) => When(Page(session, person, null, ConnectionChange.Lost));

    public Verdict Lost(SessionId session, CustomerId customer) => When(Page(session, null, customer, ConnectionChange.Lost));

    public Verdict Farewell(SessionId session, PersonId person) => When(Page(session, person, null, ConnectionChange.Farewell));

    public Verdict Farewell(SessionId session, CustomerId customer) => When(Page(session, null, customer, ConnectionChange.Farewell));

    /// <summary>A report with the next ordinal, on the participant's usual connection and window.</summary>
    public ReportSessionPage Page(SessionId session, PersonId? person, CustomerId? customer, ConnectionChange change)
    {
        var key = person?.Value ?? customer!.Value.ToString();
        return new ReportSessionPage(
            NewId(), Id, session, person, customer, Connection(key), Window(key), change, false, ++ordinal);
    }

    public long NextOrdinal() => ++ordinal;

    public static ConnectionId Connection(string of) => new(GuidOf("connection", of));

    public static WindowId Window(string of) => new(GuidOf("window", of));

    public TransferSession Transfer(SessionId session, PersonId by, QueueId? queue, params PersonId[] agents) =>
        new(NewId(), Id, session, by, queue, [.. agents], null);

    public byte[] Saved() => Save(process);

    /// <summary>Of several states the same bytes come only from the same state.</summary>
    private static byte[] Save(SessionsProcess process)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) process.Save(writer);
        return buffer.WrittenSpan.ToArray();
    }

    private void Clear()
    {
        Asked.Clear();
        Told.Clear();
        Emitted.Clear();
        News.Clear();
        seen = 0;
    }

    private int seen;

    private void EndStep()
    {
        process.AssertInvariants();
        foreach (var each in Emitted.Skip(seen))
        {
            Journal.Add(each);
            process.TellNews(each, new Stamp(1, Now), Id, News);
            replica.Apply(ThroughJson(process, each), new Stamp(1, Now));
        }
        seen = Emitted.Count;
        var saved = Saved();
        Encoding.UTF8.GetString(Save(replica)).ShouldBe(Encoding.UTF8.GetString(saved), "replay makes the same state");
        var loaded = new SessionsProcess(Id);
        loaded.Load(JsonDocument.Parse(saved).RootElement);
        Encoding.UTF8.GetString(Save(loaded)).ShouldBe(Encoding.UTF8.GetString(saved), "saving and loading keep the state");
        loaded.AssertInvariants();
    }

    private static IJournalEvent ThroughJson(SessionsProcess process, IJournalEvent each)
    {
        var json = process.Events.Find(each.GetType())!.Json;
        return (IJournalEvent)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(each, json), json)!;
    }

    private static Guid GuidOf(string kind, string of) =>
        new(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(kind + of)).AsSpan(0, 16));

    private static SiteSettings Settings() => new()
    {
        Version = 1,
        Name = "Acme",
        MaxCustomersPerSession = 3,
        HeadStartSeconds = [0, 60],
        TransferPriority = 1,
        People =
        [
            Person(Ann, Privilege.Csr, Privilege.Agent, Privilege.Voice),
            Person(Bob, Privilege.Csr, Privilege.Agent, Privilege.Voice),
            Person(Cleo, Privilege.Csr, Privilege.Agent),
            Person(Mia, Privilege.Manager),
            Person(Root, Privilege.Administrator),
            Person(Temp, Privilege.Csr),
        ],
        Queues = [new QueueSettings { Id = Support, Name = "Support", Members = [new MemberSettings(Ann), new MemberSettings(Bob)] }],
    };

    private static PersonSettings Person(PersonId id, params Privilege[] privileges) => new()
    {
        Id = id,
        Name = char.ToUpperInvariant(id.Value[0]) + id.Value[1..],
        Privileges = [.. privileges],
    };
}
