using System.Diagnostics;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>
/// A site's routing engine: owns its settings, agents, queues and requests. Deterministic; its state changes by folding events only.
/// </summary>
public sealed class RoutingProcess : IProcess
{
    private static readonly HashSet<Type> Messages =
    [
        typeof(ConfigureSite), typeof(SignIn), typeof(SignOut), typeof(SetAgentState), typeof(ReportAgentConnection),
        typeof(AcceptOffer), typeof(DeclineOffer), typeof(PickRequest), typeof(ChangeWrapUp),
        typeof(OccupySlot), typeof(ReleaseSlot), typeof(MoveSlot), typeof(RequestRouting), typeof(EndRequest),
        typeof(HoldRequest), typeof(ConfirmJoined), typeof(ReturnRequest), typeof(LoseInboxLines),
    ];

    private readonly RoutingState state;
    private readonly Matcher matcher;

    /// <summary>An engine without settings; the first <see cref="ConfigureSite"/> makes the site.</summary>
    /// <param name="site">The site.</param>
    public RoutingProcess(SiteId site)
    {
        state = new RoutingState(site);
        matcher = new Matcher(state);
    }

    /// <inheritdoc/>
    public string Name => "router";

    /// <inheritdoc/>
    public EventCatalog Events => RoutingEvents.Catalog;

    /// <inheritdoc/>
    public Deadline? NextDeadline => state.Deadlines.Next;

    /// <summary>The state, for tests that look inside.</summary>
    internal RoutingState State => state;

    /// <inheritdoc/>
    public bool Takes(Type messageType) => Messages.Contains(messageType);

    /// <inheritdoc/>
    public Verdict Decide(object message, IDecision decision)
    {
        state.Work.Clear();
        if (state.Settings is null && message is not ConfigureSite) return Refuse.NoSite(state.Site);
        var verdict = Dispatch(message, decision);
        if (verdict.IsAccepted) Settle(decision);
        return verdict;
    }

    private Verdict Dispatch(object message, IDecision decision) => message switch
    {
        ConfigureSite command => SettingsDecider.Decide(state, command, decision),
        SignIn command => AgentDecider.Decide(state, command, decision),
        SignOut command => AgentDecider.Decide(state, command, decision),
        SetAgentState command => AgentDecider.Decide(state, command, decision),
        ReportAgentConnection command => AgentDecider.Decide(state, command, decision),
        AcceptOffer command => OfferDecider.Decide(state, command, decision),
        DeclineOffer command => OfferDecider.Decide(state, command, decision),
        PickRequest command => OfferDecider.Decide(state, command, decision),
        ChangeWrapUp command => SlotDecider.Decide(state, command, decision),
        OccupySlot asked => SlotDecider.Decide(state, asked, decision),
        ReleaseSlot told => SlotDecider.Decide(state, told, decision),
        MoveSlot asked => SlotDecider.Decide(state, asked, decision),
        RequestRouting asked => RequestDecider.Decide(state, asked, decision),
        EndRequest told => RequestDecider.Decide(state, told, decision),
        HoldRequest told => RequestDecider.Decide(state, told, decision),
        ConfirmJoined told => Assignments.Decide(state, told, decision),
        LoseInboxLines told => AgentDecider.Decide(state, told, decision),
        ReturnRequest told => Assignments.Decide(state, told, decision),
        _ => throw new UnreachableException($"The router does not take {message.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void DecideDue(Deadline due, IDecision decision)
    {
        state.Work.Clear();
        var request = new RequestId(due.Key.Id);
        var agent = new PersonId(due.Key.Name);
        switch (due.Key.Kind)
        {
            case RoutingDeadlines.OfferExpiryKind: OfferDecider.Expire(state, request, decision); break;
            case RoutingDeadlines.JoinKind: Assignments.GiveUpJoining(state, request, decision); break;
            case RoutingDeadlines.ConnectionGraceKind: AgentDecider.GiveUp(state, agent, decision); break;
            case RoutingDeadlines.SignOutKind: AgentDecider.SignOutAway(state, agent, decision); break;
            case RoutingDeadlines.WrapUpKind: decision.Emit(new WrapUpEnded(agent, request)); break;
            case RoutingDeadlines.DeclinedKind: LiftDeclined(request, decision); break;
            case RoutingDeadlines.GiverKind:
                decision.Emit(new ExclusionsLifted(request, [], Giver: true, "R18 the giver's time is over"));
                break;
            default: throw new UnreachableException($"Deadline kind {due.Key.Kind} is not the router's.");
        }
        Settle(decision);
    }

    private void LiftDeclined(RequestId id, IDecision decision)
    {
        var lapsed = new List<PersonId>();
        foreach (var (agent, until) in state.FindRequest(id)!.Declined!)
        {
            if (until <= decision.Now) lapsed.Add(agent);
        }
        decision.Emit(new ExclusionsLifted(id, lapsed.ToValueList(), Giver: false, "R7 the time after declining is over"));
    }

    /// <summary>What follows from any change: sign-outs that waited, offers, and news of agents.</summary>
    private void Settle(IDecision decision)
    {
        AgentDecider.FinishSigningOut(state, decision);
        matcher.Run(decision);
        AgentDecider.TellStatus(state, decision);
        state.Work.Clear();
    }

    /// <inheritdoc/>
    public object? Answer(IQuery query, Instant now) => RouterViews.Answer(state, query, now);

    /// <inheritdoc/>
    public void Apply(IJournalEvent journalEvent, in Stamp stamp)
    {
        if (journalEvent is DeadlineParked parked && parked.Process != Name) return;
        state.Apply(journalEvent, stamp);
    }

    /// <inheritdoc/>
    public void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news) =>
        RouterNews.Tell(journalEvent, stamp, site, news);

    /// <inheritdoc/>
    public void CollectOwed(List<Owed> owed)
    {
        // The router owes nothing outside: offers are news, and an inbox that missed one reads the present state anew.
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer) => state.Save(writer);

    /// <inheritdoc/>
    public void Load(JsonElement state) => this.state.Load(state);

    /// <inheritdoc/>
    public void AssertInvariants() => Invariants.Assert(state);
}
