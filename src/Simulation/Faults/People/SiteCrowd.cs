using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// Everybody at a site: they begin things at random, react to the news that reaches them as people and programs would, and now and
/// then do what must be refused.
/// </summary>
internal sealed partial class SiteCrowd
{
    /// <summary>Sessions whose pages open anew when a new run has taken over, the newest ones: the others' people have given up.</summary>
    private const int OpenedAnew = 4;

    private readonly World world;
    private readonly Dice dice;
    private readonly Memory memory = new();
    private readonly Bridge bridge;
    private readonly Deeds deeds;
    private SiteSettings settings;
    private int busy = 50;
    private long ordinals;

    public SiteCrowd(World world, SiteId site, Dice dice)
    {
        this.world = world;
        this.dice = dice;
        Site = site;
        settings = SiteMaker.Make(site, dice);
        bridge = new Bridge(world, dice);
        deeds = new Deeds(this);
    }

    public SiteId Site { get; }

    private SiteId OtherSite => Site.Value == "north" ? new SiteId("south") : new SiteId("north");

    /// <summary>Sets the site up; then everybody signs in and begins.</summary>
    public void Begin()
    {
        Do(new ConfigureSite(NewId(), Site, settings), _ =>
        {
            foreach (var agent in Agents()) SignIn(agent);
            Tick();
        });
    }

    /// <summary>A message reaches the site's people and programs.</summary>
    public void Hear(object message)
    {
        memory.Hear(message);
        bridge.Hear(message);
        switch (message)
        {
            case OfferMade made:
                foreach (var agent in made.Agents) AnswerOffer(agent, made.Offer.Request, made.Offer.Offer);
                break;
            case RequestAssigned assigned:
                Later(200, 4_000, () => OpenPage(assigned.Session, assigned.Agent));
                break;
            case AgentStateChanged { State: AgentState.Unavailable } changed when world.IsSettling || dice.Percent(90):
                Later(500, 6_000, () => Do(new SetAgentState(NewId(), Site, changed.Agent, Availability.Available, null, NextOrdinal())));
                break;
            case SessionTaken taken when dice.Percent(80) || world.IsSettling:
                Later(3_000, 90_000, () => EndIfStillMine(taken.Session));
                break;
        }
    }

    /// <summary>A new run has taken over: lines of the old one are dead, and most pages come back by themselves.</summary>
    public void OpenAnew()
    {
        foreach (var agent in Agents().Where(_ => dice.Percent(60)))
        {
            Later(100, 5_000, () => world.OpensAnew(ConnectionOpened(agent), dice));
        }
        foreach (var session in memory.Sessions.TakeLast(OpenedAnew))
        {
            foreach (var customer in session.Customers.Where(_ => dice.Percent(80)).ToArray())
            {
                Later(100, 5_000, () => world.OpensAnew(PageOpened(session.Id, customer), dice));
            }
            if (session.Controller is { } controller && dice.Percent(80)) Later(100, 5_000, () => world.OpensAnew(PageOpened(session.Id, controller), dice));
        }
    }

    private void Tick()
    {
        if (world.IsSettling) return;
        if (dice.Percent(2)) busy = dice.Between(15, 85);
        deeds.DoOne();
        if (dice.Percent(15)) Look();
        world.Agenda.After(dice.Between(100, 2_500), Tick);
    }

    /// <summary>Somebody opens a page: what it shows must be of this site, even of another site's things.</summary>
    private void Look()
    {
        var session = memory.Sessions.Count > 0 ? dice.Pick(memory.Sessions).Id : new SessionId(dice.Name());
        world.Broker.Current?.Ask(dice.Below(7) switch
        {
            0 => new ShowInbox(Site, AnyAgent()),
            1 => new ShowQueues(Site),
            2 => new ShowAgents(Site),
            3 => new ShowSessions(Site, 100),
            4 => new ShowSession(OtherSite, session, null, null),
            5 => new ShowSettings(Site),
            _ => new ShowSession(Site, session, AnyPerson(), null),
        });
    }

    private void AnswerOffer(PersonId agent, RequestId request, int offer)
    {
        var mood = world.IsSettling ? 0 : dice.Below(100);
        if (mood < 58) Later(300, 4_000, () => Do(new AcceptOffer(NewId(), Site, agent, request, offer), answer => JoinAfterAccepting(agent, answer)));
        else if (mood < 70) Later(300, 6_000, () => Do(new DeclineOffer(NewId(), Site, agent, request, offer)));
        else if (mood < 74) Later(300, 6_000, () => Do(new SetAgentState(NewId(), Site, agent, Availability.Unavailable, "break", NextOrdinal())));
        else if (mood < 80) Later(8_000, 30_000, () => Do(new AcceptOffer(NewId(), Site, agent, request, offer)));
    }

    private void JoinAfterAccepting(PersonId agent, object answer)
    {
        if (answer is not CommandAccepted { Made.Session: { } session }) return;
        if (!world.IsSettling && dice.Percent(10)) return;
        Later(200, 6_000, () => OpenPage(session, agent));
    }

    private void EndIfStillMine(SessionId session)
    {
        if (memory.Session(session) is { Controller: { } controller }) Do(new EndSession(NewId(), Site, session, controller, false));
    }

    private void SignIn(PersonId agent)
    {
        Do(new SignIn(NewId(), Site, agent, NextOrdinal()));
        Later(10, 500, () => Do(ConnectionOpened(agent)));
    }

    private void OpenPage(SessionId session, PersonId person) => Do(PageOpened(session, person));

    private void OpenPage(SessionId session, CustomerId customer) => Do(PageOpened(session, customer));

    private ReportAgentConnection ConnectionOpened(PersonId agent) =>
        new(NewId(), Site, agent, new ConnectionId(dice.Name()), ConnectionChange.Opened, NextOrdinal());

    private ReportSessionPage PageOpened(SessionId session, PersonId person) => new(
        NewId(), Site, session, person, null, PageOf(session, person), WindowOf(person), ConnectionChange.Opened, dice.Percent(70), NextOrdinal());

    private ReportSessionPage PageOpened(SessionId session, CustomerId customer) => new(
        NewId(), Site, session, null, customer, PageOf(session, customer), new WindowId(customer.Value), ConnectionChange.Opened, dice.Percent(70), NextOrdinal());

    private void Do(ICommand command, Action<object>? then = null) => world.Wish(command, dice, then);

    private void Later(int low, int high, Action what) => world.Agenda.After(dice.Between(low, high), what);

    private CommandId NewId() => new(dice.Name());

    /// <summary>Reports of one sender carry growing ordinals; the world's clock and a count give every sender one.</summary>
    private long NextOrdinal() => (world.Agenda.Now * 1_000) + (ordinals++ % 1_000);

    private PersonId[] Agents() => [.. settings.People.Where(each => each.Privileges.Contains(Privilege.Agent)).Select(each => each.Id)];

    private PersonId AnyPerson() => dice.Pick(settings.People).Id;

    private PersonId AnyAgent() => dice.Pick(Agents());

    private QueueId AnyQueue() => dice.Percent(97) ? dice.Pick(settings.Queues).Id : new QueueId($"{OtherSite}-q1");

    private string? AnyChannel() => dice.Percent(50) ? null : dice.Pick(SiteMaker.Channels);

    private static ConnectionId PageOf(SessionId session, PersonId person) => new(Mix(session.Value, person.Value));

    private static ConnectionId PageOf(SessionId session, CustomerId customer) => new(Mix(session.Value, customer.Value.ToString()));

    private static WindowId WindowOf(PersonId person) => new(Mix(Guid.Empty, person.Value));

    private static Guid Mix(Guid id, string text) =>
        new(System.Security.Cryptography.SHA256.HashData([.. id.ToByteArray(), .. System.Text.Encoding.UTF8.GetBytes(text)]).AsSpan(0, 16), bigEndian: true);
}
