using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>What runs now, in the order of the enumeration, and who is assisted.</summary>
internal sealed record ActivitiesSwitched(SessionId Session, ValueList<Activity> Running, CustomerId? Assisted) : IJournalEvent;

/// <summary>Starts and ends activities.</summary>
internal static class SwitchingActivities
{
    public static Verdict Decide(SiteState state, SwitchActivity command, IDecision decision)
    {
        if (!Enum.IsDefined(command.Activity)) return Refusals.Field("activity", "is one of the activities listed in the documentation.");
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (UnlessAllowed(session, command) is { } refused) return refused;
        if (session.Running.Contains(command.Activity) == command.Running)
        {
            return Verdict.Refused(
                RefusalReason.ActivityState,
                command.Running ? "The activity runs already. Read the session anew." : "The activity does not run. Read the session anew.");
        }
        var running = command.Running
            ? session.Running.Append(command.Activity).Order().ToValueList()
            : session.Running.Where(activity => activity != command.Activity).ToValueList();
        decision.Emit(new ActivitiesSwitched(session.Id, running, session.Assisted));
        return Verdict.Accepted();
    }

    /// <summary>What goes on when another customer is assisted.</summary>
    public static ValueList<Activity> WithoutSharing(ValueList<Activity> running) =>
        running.Where(static activity => activity is not (Activity.DesktopSharing or Activity.ApplicationSharing)).ToValueList();

    /// <summary>S8, S9: a hand-over ends all of them.</summary>
    public static void EndAll(Session session, IDecision decision)
    {
        if (session.Running.Count > 0) decision.Emit(new ActivitiesSwitched(session.Id, [], session.Assisted));
    }

    public static void Apply(SiteState state, ActivitiesSwitched switched, Instant at)
    {
        var session = state.Get(switched.Session);
        session.Trail.SetActivities(session.Running, switched.Running, at);
        session.Running = switched.Running;
        session.Assisted = switched.Assisted;
    }

    public static void TellNews(ActivitiesSwitched switched, SiteId site, List<INews> news) =>
        news.Add(new ActivitiesChanged(site, switched.Session, switched.Running, switched.Assisted));

    /// <summary>The chat may be opened by any representative present, also while the session waits (S9: assistants may chat).</summary>
    private static Verdict? UnlessAllowed(Session session, SwitchActivity command) =>
        command.Activity == Activity.Chat && command.Running && session.Present(command.By) is not null
            ? null
            : Refusals.UnlessInControl(session, command.By);
}
