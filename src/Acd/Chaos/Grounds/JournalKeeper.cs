using AcdRouter.Journals;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>Copies every partition's records out of Redis as they come, by connections of its own that no fault cuts.</summary>
internal sealed class JournalKeeper(RedisAddress address, int partitions) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);
    private readonly JournalCopy[] copies = [.. Enumerable.Range(0, partitions).Select(each => new JournalCopy(each))];
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Task running = Task.CompletedTask;
    private RedisStore? store;
    private RedisJournal[] journals = [];

    public IReadOnlyList<JournalCopy> Copies => copies;

    public RedisStore Store => store ?? throw new InvalidOperationException("Not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = address }, cancellationToken);
        journals = [.. copies.Select(each => store.OpenJournal(each.Partition))];
        running = RunAsync();
    }

    /// <summary>The partition's head as stored; what cannot be read yet is waited for.</summary>
    public async Task<long> ReadEpochAsync(int partition, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await journals[partition].ReadHeadAsync(cancellationToken)).Epoch;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(Every, cancellationToken);
            }
        }
    }

    /// <summary>Where the partition's journal ends now.</summary>
    public async Task<long> ReadEndAsync(int partition, CancellationToken cancellationToken) =>
        (await journals[partition].ReadHeadAsync(cancellationToken)).Sequence;

    /// <summary>Copies what is there now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var copy in copies) await copy.CatchUpAsync(journals[copy.Partition], cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Copies the rest and compares all of it.</summary>
    public async Task<IReadOnlyList<JournalCopy>> CompareAsync(LoadFindings findings, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var copy in copies) await copy.CompareAsync(journals[copy.Partition], findings, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
        return copies;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var journal in journals) await journal.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
        turn.Dispose();
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(Every, ending.Token);
            try
            {
                await CatchUpAsync(ending.Token);
            }
            catch (Exception away) when (away is JournalUnavailableException or TimeoutException)
            {
                // Redis is the one that was killed; it comes back.
            }
        }
    }
}
