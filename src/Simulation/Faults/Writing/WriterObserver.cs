using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>Hears what the kernel reports; what no fault of the world explains is a defect.</summary>
internal sealed class WriterObserver(World world) : IPartitionObserver
{
    public void Started(long sequence, long epoch, long gapMilliseconds) =>
        world.Note($"epoch {epoch} starts at record {sequence} after {gapMilliseconds} ms");

    public void CommandFailed(SiteId site, CommandId command, Exception exception)
    {
        if (!IsPlanted(exception)) world.Fail("kernel", $"a command threw: {exception}");
    }

    public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception)
    {
        if (!IsPlanted(exception)) world.Fail("kernel", $"a deadline threw: {exception}");
    }

    public void JournalAway(Exception exception) => ExpectOutage(exception);

    public void JournalBack(long awayMilliseconds) => world.Note($"the journal is back after {awayMilliseconds} ms");

    public void PublishingFailed(Exception exception) => ExpectOutage(exception);

    public void SnapshotSaved(long sequence, int bytes) => world.Note($"snapshot at record {sequence}, {bytes} bytes");

    public void HashMismatch(long sequence, string live, string replayed) =>
        world.Fail("I8", $"at record {sequence} the live state has hash {live}, the replayed one {replayed}");

    public void Stopped(Exception exception) => world.Fail("kernel", $"the partition stopped: {exception}");

    private static bool IsPlanted(Exception exception) => exception.InnerException is TrippedException || exception is TrippedException;

    private void ExpectOutage(Exception exception)
    {
        if (exception is not (IOException or TimeoutException)) world.Fail("kernel", $"a call outside failed unexpectedly: {exception}");
    }
}
