using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Faults;

/// <summary>What an operator was told: one word for each, and the exception where there was one.</summary>
internal sealed class RecordingObserver : IPartitionObserver
{
    public Collected<(string What, Exception? Exception)> Told { get; } = new();

    public int Count(string what) => Told.Items.Count(each => each.What == what);

    public Task Until(string what, int times = 1) => Told.Until(seen => seen.Count(each => each.What == what) >= times);

    public void Started(long sequence, long epoch, long gapMilliseconds) => Told.Add(($"started {epoch} after {gapMilliseconds}", null));

    public void CommandFailed(SiteId site, CommandId command, Exception exception) => Told.Add(("command failed", exception));

    public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception) => Told.Add(("deadline parked", exception));

    public void JournalAway(Exception exception) => Told.Add(("journal away", exception));

    public void JournalBack(long awayMilliseconds) => Told.Add(("journal back", null));

    public void PublishingFailed(Exception exception) => Told.Add(("publishing failed", exception));

    public void SnapshotSaved(long sequence, int bytes) => Told.Add(("snapshot saved", null));

    public void HashMismatch(long sequence, string live, string replayed) => Told.Add(("hash mismatch", null));

    public void Stopped(Exception exception) => Told.Add(("stopped", exception));
}
