using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Decides whether settings come into force, and what that means for what is under way.</summary>
internal static class SettingsDecider
{
    public static Verdict Decide(RoutingState state, ConfigureSite command, IDecision decision)
    {
        var settings = command.Settings;
        if (state.Settings is { } current)
        {
            if (settings.Version < current.Version)
            {
                return Verdict.Refused(
                    RefusalReason.SettingsOutdated, $"version: {current.Version} is in force, {settings.Version} is lower.", "settings");
            }
            if (settings.Version == current.Version)
            {
                return settings == current
                    ? Verdict.Accepted()
                    : Verdict.Refused(
                        RefusalReason.SettingsConflict, $"version: other settings are in force under {current.Version}. Raise it.", "settings");
            }
        }
        var breaches = SiteSettingsRules.Check(settings);
        if (breaches.Count > 0)
        {
            var more = breaches.Count - RoutingBounds.NamedBreaches;
            return Verdict.Refused(
                RefusalReason.SettingsInvalid,
                $"settings: {breaches.Count} rule(s) broken; the names list {(more > 0 ? $"the first {RoutingBounds.NamedBreaches}, {more} more are left out" : "them")}.",
                "settings",
                breaches.Take(RoutingBounds.NamedBreaches).Select(breach => $"{breach.Path}: {breach.Message}").ToValueList());
        }
        decision.Emit(new SettingsAdopted(settings));
        decision.Tell(new AdoptSettings(state.Site, settings));
        LetGo(state, decision);
        return Verdict.Accepted();
    }

    /// <summary>People without the privilege sign out; requests whose place is gone find another.</summary>
    private static void LetGo(RoutingState state, IDecision decision)
    {
        foreach (var agent in state.Agents)
        {
            if (!agent.HasPrivilege) AgentDecider.SignOut(agent, decision);
        }
        new OfferMaker(state, decision).WithdrawFromTighter();
        foreach (var request in state.Requests().ToArray()) Rehoming.Rehome(state, request, decision);
    }
}
