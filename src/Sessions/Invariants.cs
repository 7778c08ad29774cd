using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>What is true of the state between any two records.</summary>
internal static class Invariants
{
    public static void Assert(SiteState state)
    {
        state.AssertIndexes();
        foreach (var session in state.Sessions) Assert(state, session);
        foreach (var call in state.Owed.All)
        {
            var due = state.Deadlines.Find(SessionDeadlines.Of(call.Call)) is not null;
            if (call.Overdue && due) throw new InvariantBrokenException($"S11: call {call.Call} is overdue twice.");
        }
    }

    public static void Hold(bool condition, string invariant, Session? session)
    {
        if (!condition) throw new InvariantBrokenException(session is null ? invariant : $"{invariant}: session {session.Id}.");
    }

    private static void Assert(SiteState state, Session session)
    {
        if (session.Controller is { } controller)
        {
            Hold(session.Present(controller) is not null, "I6: who is in control is not in the session", session);
            Hold(!session.Held, "S10: a session under control is held", session);
        }
        else
        {
            Hold(session.Request is not null, "S10: nobody is in control and no request waits", session);
            Hold(session.CustomersPresent() > 0, "S10: a session without customers waits", session);
            Hold(session.Voice?.IsLive() != true, "S11: a call is open while nobody is in control", session);
        }
        Hold(session.CustomersPresent() <= session.CustomerLimit, "S1: more customers than the limit", session);
        Hold(session.Assistants() <= Bounds.Assistants + 1, "S7: more assistants than the bound", session);
        Hold(
            session.Assisted is { } assisted ? session.Present(assisted) is not null : session.CustomersPresent() == 0,
            "S6: the assisted customer is not the one present",
            session);
        Hold(session.Transfers.Count <= Bounds.Transfers, "S9: more transfers than the bound", session);
        Hold(
            session.Representatives.Select(static each => each.Person).Distinct().Count() == session.Representatives.Count,
            "I6: a representative is in the session twice",
            session);
        if (session.Voice is { } voice && voice.State is VoiceState.Ending or VoiceState.Overdue)
        {
            Hold(state.Owed.Find(session.Voice.Id) is { Ending: true }, "S11: a tear-down is not owed", session);
        }
        foreach (var customer in session.PresentCustomers()) AssertWatched(state, session, customer.Page, SessionDeadlines.Of(session.Id, customer.Id));
        foreach (var each in session.Representatives)
        {
            // The router watches an assigned agent until the first page has joined.
            if (each.Person == session.Controller && session.Request is not null && each.Page.IsArriving()) continue;
            AssertWatched(state, session, each.Page, SessionDeadlines.Of(session.Id, each.Person));
        }
    }

    private static void AssertWatched(SiteState state, Session session, Presence page, DeadlineKey key) =>
        Hold(
            page.Connected != (state.Deadlines.Find(key) is not null || state.Deadlines.IsParked(key)),
            "S3: a page away is not watched, or one that is there is",
            session);
}
