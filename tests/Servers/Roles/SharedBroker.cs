using AcdRouter.Acd;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Roles;

/// <summary>The broker that all tests share, which nobody kills: lines to it are broken instead.</summary>
internal sealed class SharedBroker(Uri address, Uri management) : IChaosBroker
{
    private string? made;

    public IReadOnlyList<int> Ports => [address.Port];

    public static async Task<SharedBroker> OfAsync(SharedRabbit rabbit) => new(await rabbit.AddressAsync(), await rabbit.ManagementAsync());

    public Task MakeHostAsync(string name, CancellationToken cancellationToken) => VirtualHosts.CreateAsync(management, made = name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (made is not null) await VirtualHosts.DeleteAsync(management, made, CancellationToken.None);
    }
}
