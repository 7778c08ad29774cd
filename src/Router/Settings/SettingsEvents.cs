using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>These settings are in force.</summary>
internal sealed record SettingsAdopted(SiteSettings Settings) : IJournalEvent;
