using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.Simulation.Replaying;

/// <summary>The product's own engine.</summary>
public static class ProductEngine
{
    /// <summary>Kernel, router and sessions, as they run in production.</summary>
    public static KernelReplayEngine Create() => new(site => [new RoutingProcess(site), new SessionsProcess(site)]);
}
