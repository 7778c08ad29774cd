using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>One of our processes with lines of its own to the servers, so that it alone can be cut off.</summary>
/// <param name="Program">The process.</param>
/// <param name="Bus">Its line to the broker.</param>
/// <param name="Journal">Its line to Redis; null for a web role, which has none.</param>
internal sealed record ChaosCore(ProgramUnderLoad Program, CuttableLine Bus, CuttableLine? Journal) : IAsyncDisposable
{
    public void Mend()
    {
        Bus.Mend();
        Journal?.Mend();
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Bus.DisposeAsync();
        if (Journal is not null) await Journal.DisposeAsync();
    }
}
