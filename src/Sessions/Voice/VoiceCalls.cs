using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A call was asked of the bridge; its opening is owed.</summary>
internal sealed record VoiceCallStarted(SessionId Session, CallId Call, PersonId By) : IJournalEvent;

/// <summary>The bridge has the call open.</summary>
internal sealed record VoiceCallOpened(SessionId Session, CallId Call) : IJournalEvent;

/// <summary>The call's tear-down is owed from now on under this order, and overdue after the time named. Its session may have ended.</summary>
internal sealed record VoiceCallEnding(SessionId Session, CallId Call, Instant OverdueAt, long Order) : IJournalEvent;

/// <summary>The bridge has confirmed the tear-down, or dropped the call by itself.</summary>
internal sealed record VoiceCallEnded(SessionId Session, CallId Call) : IJournalEvent;

/// <summary>The bridge has not confirmed the tear-down in time; it stays owed.</summary>
internal sealed record VoiceCallOverdue(SessionId Session, CallId Call) : IJournalEvent;

/// <summary>A participant joined the call or dropped their leg.</summary>
internal sealed record VoiceLegSwitched(
    SessionId Session, CallId Call, VoiceState State, PersonId? Person, CustomerId? Customer, bool Joined) : IJournalEvent;

/// <summary>S11: the one voice call of a session.</summary>
internal static class VoiceCalls
{
    /// <summary>S11: an unconfirmed tear-down is shown to site administrators after this time.</summary>
    public const int ConfirmSeconds = 30;

    public static Verdict Decide(SiteState state, StartVoiceCall command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        var call = new CallId(command.CommandId.Value);
        if (session.Trail.Calls.Exists(each => each.Call == call && each.By == command.By)) return Started(session, call);
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (Refusals.UnlessPrivileged(state, command.By, Privilege.Voice, "voice") is { } lacking) return lacking;
        if (state.Owed.Find(call) is not null) return Refusals.CommandIdReused();
        if (session.Voice is { } before)
        {
            return Verdict.Refused(
                RefusalReason.VoiceCallOpen,
                before.IsLive()
                    ? "The session has a voice call. Join it, or end it first."
                    : "The session's last voice call is being torn down. Try again when the bridge has confirmed it.");
        }
        if (state.Owed.Count >= Bounds.OwedCalls) return BridgeAway();
        decision.Emit(new VoiceCallStarted(session.Id, call, command.By));
        return Started(session, call);
    }

    public static Verdict Decide(SiteState state, StopVoiceCall command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (session.Voice?.IsLive() != true) return NoCall();
        EndLive(session, decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(SiteState state, SwitchVoiceLeg command, IDecision decision)
    {
        if (command.Person is null == command.Customer is null) return Refusals.Field("person", "give exactly one of person and customer.");
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (command.Person is { } person && session.Present(person) is null) return Refusals.NotPresent("person");
        if (command.Customer is { } customer && session.Present(customer) is null) return Refusals.NotPresent("customer");
        if (session.Voice is not { } voice || !voice.IsLive()) return NoCall();
        var joined = command.Person is { } caller ? voice.Persons.Contains(caller) : voice.Customers.Contains(command.Customer!.Value);
        if (joined != command.Joined)
        {
            decision.Emit(new VoiceLegSwitched(session.Id, voice.Id, voice.State, command.Person, command.Customer, command.Joined));
        }
        return Verdict.Accepted();
    }

    /// <summary>
    /// A call that is no session's live call is open on the bridge against our will: the order to open it was overtaken by the one to
    /// end it, which found nothing to end. Its tear-down is ordered again; a confirmation of an earlier order does not settle that.
    /// </summary>
    public static Verdict Decide(SiteState state, ConfirmVoiceCallOpened command, IDecision decision)
    {
        var owed = state.Owed.Find(command.Call);
        if (owed is { Ending: false })
        {
            decision.Emit(new VoiceCallOpened(owed.Session, command.Call));
            return Verdict.Accepted();
        }
        if (state.Find(command.Session)?.Voice is { } voice && voice.Id == command.Call && voice.IsLive()) return Verdict.Accepted();
        if (owed is null && state.Owed.Count >= Bounds.OwedCalls) return BridgeAway();
        OrderEnd(owed?.Session ?? command.Session, command.Call, Math.Max(decision.Now.Milliseconds, (owed?.Order ?? 0) + 1), decision);
        return Verdict.Accepted();
    }

    public static Verdict Decide(SiteState state, ConfirmVoiceCallEnded command, IDecision decision)
    {
        if (state.Owed.Find(command.Call) is { } owed)
        {
            if (!owed.Ending || command.Order >= owed.Order) decision.Emit(new VoiceCallEnded(owed.Session, command.Call));
        }
        else if (state.Find(command.Session) is { Voice: { } voice } session && voice.Id == command.Call)
        {
            decision.Emit(new VoiceCallEnded(session.Id, command.Call));
        }
        return Verdict.Accepted();
    }

    public static void DecideDue(SiteState state, DeadlineKey key, IDecision decision)
    {
        var call = new CallId(key.Id);
        decision.Emit(new VoiceCallOverdue(state.Owed.Find(call)!.Session, call));
    }

    /// <summary>Orders the tear-down of a call that is opening or open.</summary>
    public static void EndLive(Session session, IDecision decision)
    {
        if (session.Voice is { } voice && voice.IsLive())
        {
            OrderEnd(session.Id, voice.Id, decision.Now.Milliseconds, decision);
        }
    }

    public static void Apply(SiteState state, VoiceCallStarted started, Instant at)
    {
        var session = state.Get(started.Session);
        session.Voice = new VoiceCall { Id = started.Call, State = VoiceState.Opening };
        session.Trail.BeginCall(started.Call, started.By, at);
        state.Owed.Set(new OwedCall(started.Call, started.Session, false, at, false, 0));
    }

    public static void Apply(SiteState state, VoiceCallOpened opened, Instant at)
    {
        var session = state.Get(opened.Session);
        session.Voice!.State = VoiceState.Open;
        session.Trail.OpenCall(opened.Call, at);
        state.Owed.Remove(opened.Call);
    }

    public static void Apply(SiteState state, VoiceCallEnding ending, Instant at)
    {
        state.Owed.Set(new OwedCall(ending.Call, ending.Session, true, at, false, ending.Order));
        state.Deadlines.Set(SessionDeadlines.Of(ending.Call), ending.OverdueAt);
        if (state.Find(ending.Session) is not { Voice: { } voice } session || voice.Id != ending.Call) return;
        voice.State = VoiceState.Ending;
        voice.Customers.Clear();
        voice.Persons.Clear();
        session.Trail.EndCall(ending.Call, at);
    }

    public static void Apply(SiteState state, VoiceCallEnded ended, Instant at)
    {
        state.Owed.Remove(ended.Call);
        state.Deadlines.Clear(SessionDeadlines.Of(ended.Call));
        if (state.Find(ended.Session) is not { } session || session.Voice?.Id != ended.Call) return;
        session.Trail.EndCall(ended.Call, at);
        session.Voice = null;
    }

    public static void Apply(SiteState state, VoiceCallOverdue overdue)
    {
        state.Owed.Set(state.Owed.Find(overdue.Call)! with { Overdue = true });
        state.Owed.OverdueTotal++;
        state.Deadlines.Clear(SessionDeadlines.Of(overdue.Call));
        if (state.Find(overdue.Session) is { Voice: { } voice } && voice.Id == overdue.Call) voice.State = VoiceState.Overdue;
    }

    public static void Apply(SiteState state, VoiceLegSwitched switched)
    {
        var voice = state.Get(switched.Session).Voice!;
        if (switched.Person is { } person) Switch(voice.Persons, person, switched.Joined);
        else Switch(voice.Customers, switched.Customer!.Value, switched.Joined);
    }

    /// <summary>Orders of one call grow, also where the earlier one is confirmed and forgotten: a late repeat of that must not settle this.</summary>
    private static void OrderEnd(SessionId session, CallId call, long order, IDecision decision) =>
        decision.Emit(new VoiceCallEnding(session, call, decision.Now.PlusSeconds(ConfirmSeconds), order));

    private static void Switch<T>(SortedSet<T> legs, T leg, bool joined)
    {
        if (joined) legs.Add(leg);
        else legs.Remove(leg);
    }

    private static Verdict Started(Session session, CallId call) =>
        Verdict.Accepted(new Made { Session = session.Id, Number = session.Number, Call = call });

    private static Verdict BridgeAway() => Verdict.Refused(
        RefusalReason.SessionBoundReached,
        $"The voice bridge has {Bounds.OwedCalls} calls unconfirmed and takes no more now. Try again later.");

    private static Verdict NoCall() => Verdict.Refused(RefusalReason.NoVoiceCall, "The session has no voice call. Start one first.");
}
