using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>These settings are in force; only what sessions depend on.</summary>
internal sealed record SettingsAdopted(
    int Version,
    string Language,
    int MaxCustomersPerSession,
    int PresenceGraceSeconds,
    int CustomerGraceSeconds,
    int TransferPriority,
    int Priorities,
    ValueList<SitePerson> People) : IJournalEvent;

/// <summary>A person with an account, as sessions know them.</summary>
internal sealed record SitePerson(PersonId Id, string Name, SessionMode Mode, ValueList<Privilege> Privileges)
{
    public bool Has(Privilege privilege) => Privileges.Contains(privilege);
}

/// <summary>Takes over what the router has checked. Running sessions keep the limits and people they have.</summary>
internal static class AdoptingSettings
{
    public static Verdict Decide(AdoptSettings message, IDecision decision)
    {
        var settings = message.Settings;
        decision.Emit(new SettingsAdopted(
            settings.Version,
            settings.Language,
            settings.MaxCustomersPerSession,
            settings.PresenceGraceSeconds,
            settings.CustomerGraceSeconds,
            settings.TransferPriority,
            settings.HeadStartSeconds.Count,
            settings.People
                .Select(static person => new SitePerson(person.Id, person.Name, person.Mode, person.Privileges))
                .OrderBy(static person => person.Id)
                .ToValueList()));
        return Verdict.Accepted();
    }

    public static void Apply(SiteState state, SettingsAdopted settings) => state.Adopt(settings);
}
