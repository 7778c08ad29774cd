using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A customer is no longer in the session.</summary>
internal sealed record CustomerDeparted(SessionId Session, CustomerId Customer, LeaveReason Reason) : IJournalEvent;

/// <summary>An assistant is no longer in the session.</summary>
internal sealed record AssistantDeparted(SessionId Session, PersonId Person, LeaveReason Reason) : IJournalEvent;

/// <summary>Participants leave, are removed, or have been away for too long (S3, S6, S10).</summary>
internal static class Leaving
{
    public static Verdict Decide(SiteState state, LeaveSession command, IDecision decision)
    {
        if (command.Customer is null == command.Assistant is null)
        {
            return Refusals.Field("customer", "give exactly one of customer and assistant.");
        }
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (command.Customer is { } customer)
        {
            if (session.Present(customer) is null) return Refusals.NotPresent("customer");
            Depart(state, session, customer, LeaveReason.Left, decision);
            return Verdict.Accepted();
        }
        var person = command.Assistant!.Value;
        if (session.Present(person) is null) return Refusals.NotPresent("assistant");
        if (session.Controller == person)
        {
            return Verdict.Refused(RefusalReason.ControlHeld, "The representative in control cannot leave. End or transfer the session.");
        }
        decision.Emit(new AssistantDeparted(session.Id, person, LeaveReason.Left));
        return Verdict.Accepted();
    }

    public static Verdict Decide(SiteState state, RemoveParticipant command, IDecision decision)
    {
        if (command.Customer is null == command.Assistant is null)
        {
            return Refusals.Field("customer", "give exactly one of customer and assistant.");
        }
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (command.Customer is { } customer)
        {
            if (session.Present(customer) is null) return Refusals.NotPresent("customer");
            Depart(state, session, customer, LeaveReason.Removed, decision);
            return Verdict.Accepted();
        }
        var person = command.Assistant!.Value;
        if (person == command.By || session.Present(person) is null) return Refusals.NotPresent("assistant");
        decision.Emit(new AssistantDeparted(session.Id, person, LeaveReason.Removed));
        return Verdict.Accepted();
    }

    /// <summary>A customer leaves; the next present is assisted; the last one to leave a waiting session ends it (S10).</summary>
    public static void Depart(SiteState state, Session session, CustomerId customer, LeaveReason reason, IDecision decision)
    {
        var assisted = session.Assisted == customer;
        decision.Emit(new CustomerDeparted(session.Id, customer, reason));
        if (session.IsWaiting() && session.CustomersPresent() == 0)
        {
            Ending.Close(state, session, SessionEnd.Abandoned, decision);
            return;
        }
        if (assisted)
        {
            var next = session.PresentCustomers().FirstOrDefault()?.Id;
            decision.Emit(new ActivitiesSwitched(session.Id, SwitchingActivities.WithoutSharing(session.Running), next));
        }
        Holding.Settle(state, session, decision);
    }

    public static void DecideDueCustomer(SiteState state, DeadlineKey key, IDecision decision)
    {
        var session = state.Get(new SessionId(key.Id));
        var customer = session.Present(new CustomerId(Guid.Parse(key.Name)))!;
        Depart(state, session, customer.Id, customer.Page.SaidFarewell ? LeaveReason.Left : LeaveReason.LineLost, decision);
    }

    public static void DecideDuePerson(SiteState state, DeadlineKey key, IDecision decision)
    {
        var session = state.Get(new SessionId(key.Id));
        var person = new PersonId(key.Name);
        var farewell = session.Present(person)!.Page.SaidFarewell;
        if (session.Controller != person)
        {
            decision.Emit(new AssistantDeparted(session.Id, person, farewell ? LeaveReason.Left : LeaveReason.LineLost));
        }
        else if (farewell)
        {
            Ending.Close(state, session, SessionEnd.PageClosed, decision);
        }
        else if (session.Request is null || session.CustomersPresent() == 0)
        {
            Ending.Close(state, session, SessionEnd.LineLost, decision);
        }
        else
        {
            Assignments.Return(state, session, person, session.Request.Value, decision);
            Holding.Restate(state, session, decision);
            decision.Tell(new ReturnRequest(state.Site, session.Request.Value, person, ReturnReason.AgentLost));
        }
    }

    public static void Apply(SiteState state, CustomerDeparted departed, Instant at)
    {
        var session = state.Get(departed.Session);
        var customer = session.Present(departed.Customer)!;
        customer.LeftAt = at;
        customer.LeaveReason = departed.Reason;
        customer.Page.Reset();
        session.Voice?.Customers.Remove(customer.Id);
        if (session.Assisted == customer.Id) session.Assisted = null;
        state.Deadlines.Clear(SessionDeadlines.Of(session.Id, customer.Id));
    }

    public static void Apply(SiteState state, AssistantDeparted departed, Instant at) =>
        state.RemoveRepresentative(state.Get(departed.Session), departed.Person, at);

    public static void TellNews(CustomerDeparted departed, SiteId site, List<INews> news) =>
        news.Add(new ParticipantLeft(site, departed.Session, departed.Customer, null, departed.Reason));

    public static void TellNews(AssistantDeparted departed, SiteId site, List<INews> news) =>
        news.Add(new ParticipantLeft(site, departed.Session, null, departed.Person, departed.Reason));
}
