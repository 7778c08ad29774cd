using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.Acd;

/// <summary>The processes of a site, always these in this order.</summary>
internal static class SiteProcesses
{
    public static ProcessLayout Layout { get; } = new(Create);

    public static IReadOnlyList<IProcess> Create(SiteId site) => [new RoutingProcess(site), new SessionsProcess(site)];
}
