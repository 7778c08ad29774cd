using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.Simulation.Faults;

/// <summary>The processes of the product, in the order of every partition.</summary>
public static class WorldProcesses
{
    /// <summary>A site's processes.</summary>
    public static IReadOnlyList<IProcess> Create(SiteId site) => [new RoutingProcess(site), new SessionsProcess(site)];
}
