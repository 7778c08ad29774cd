using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.Acd;

/// <summary>The processes of a site, always these in this order.</summary>
internal static class SiteProcesses
{
    public static ProcessLayout Layout { get; } = new(site => [new RoutingProcess(site), new SessionsProcess(site)]);
}
