using AcdRouter.Acd;
using AcdRouter.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Servers.Tests;

/// <summary>One process of an installation.</summary>
internal sealed class Node(WebApplication app) : IAsyncDisposable
{
    private bool stopped;

    public IEngine Engine => Service<IEngine>();

    public IEngineStatus Status => Service<IEngineStatus>();

    /// <summary>The partitions of a core.</summary>
    public PartitionsService Partitions => Service<PartitionsService>();

    /// <summary>Which partitions it owns.</summary>
    public IReadOnlyList<int> Owned => [.. Partitions.Duties.Where(duty => duty.Keeper.IsOwner).Select(duty => duty.Keeper.Partition)];

    public Uri Http => new(Service<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Whether it ends of itself.</summary>
    public bool IsStopping => app.Lifetime.ApplicationStopping.IsCancellationRequested;

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (app.Services.GetService<SitesAtStart>() is { } sites) await sites.DeclareAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
    }

    /// <summary>As at SIGTERM.</summary>
    public async Task StopAsync()
    {
        if (stopped) return;
        stopped = true;
        await app.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await app.DisposeAsync();
    }
}
