namespace AcdRouter.Contracts;

/// <summary>Puts a site's settings in force; the first one makes the site. All rules are checked and every breach is named.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Settings">The whole of the settings.</param>
[Entity("configure-site")]
public sealed record ConfigureSite(CommandId CommandId, SiteId Site, SiteSettings Settings) : ICommand;
