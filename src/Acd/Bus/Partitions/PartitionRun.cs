using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>A partition's host on a journal opened for it: whatever an earlier run left under way goes over another connection.</summary>
internal sealed class PartitionRun(PartitionHost host, IJournal journal) : IAsyncDisposable
{
    public PartitionHost Host { get; } = host;

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await journal.DisposeAsync();
    }
}
