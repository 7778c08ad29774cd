using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>S6: another customer is assisted; sharing ends, chat and voice go on.</summary>
internal static class SelectingCustomer
{
    public static Verdict Decide(SiteState state, SelectCustomer command, IDecision decision)
    {
        if (state.Find(command.Session) is not { } session) return Refusals.UnknownSession();
        if (Refusals.UnlessInControl(session, command.By) is { } refused) return refused;
        if (session.Present(command.Customer) is null) return Refusals.NotPresent("customer");
        if (session.Assisted == command.Customer) return Verdict.Accepted();
        decision.Emit(new ActivitiesSwitched(session.Id, SwitchingActivities.WithoutSharing(session.Running), command.Customer));
        return Verdict.Accepted();
    }
}
