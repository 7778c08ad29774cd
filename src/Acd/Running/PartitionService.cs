using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Starts the partition after the bus and before the web, puts the files' settings in force, and stops it after the web and before the
/// bus: what was accepted is finished and told.
/// </summary>
internal sealed class PartitionService(
    PartitionHost partition, SettingsAtStart atStart, RunSettings settings, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>Why the engine has stopped by itself; null when it was asked to, or runs.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Why a stop ended before its work was done, in a sentence; null when it was done, or none was asked for.</summary>
    public string? CutShort { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await partition.StartAsync(cancellationToken);
        _ = WatchAsync();
        foreach (var file in settings.Sites) await atStart.PutInForceAsync(file, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await partition.StopAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // What is left undone is what a crash would leave: commands without an answer, news to be told again, no last snapshot.
            CutShort = partition.Status.Phase == PartitionPhase.JournalAway
                ? $"Stopped while the journal was away: {Mistakes.Sentence(partition.Status.Problem ?? "")}"
                : "Stopped before everything was finished, because time was up.";
        }
    }

    private async Task WatchAsync()
    {
        Failure = await partition.Ended;
        if (Failure is not null) lifetime.StopApplication();
    }
}
