using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>One of our processes with lines of its own to the servers, so that it alone can be cut off.</summary>
/// <param name="Program">The process.</param>
/// <param name="Bus">Its line to the broker.</param>
/// <param name="Journal">Its line to Redis; null for a web role, which has none.</param>
/// <param name="History">Its line to PostgreSQL; null where that runs on another machine.</param>
internal sealed record ChaosCore(ProgramUnderLoad Program, CuttableLine Bus, CuttableLine? Journal, CuttableLine? History) : IAsyncDisposable
{
    public void Mend()
    {
        Bus.Mend();
        Journal?.Mend();
        History?.Mend();
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Bus.DisposeAsync();
        if (Journal is not null) await Journal.DisposeAsync();
        if (History is not null) await History.DisposeAsync();
    }
}
