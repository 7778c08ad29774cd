using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Logs what an operator must know of a partition. Names ids, never people or what they wrote.</summary>
internal sealed partial class PartitionLog(int partition, FailedCommands failed, ILogger<PartitionLog> logger) : IPartitionObserver
{
    public void Started(long sequence, long epoch, long gapMilliseconds) => LogStarted(sequence, epoch, gapMilliseconds, partition);

    public void CommandFailed(SiteId site, CommandId command, Exception exception)
    {
        failed.Note(command, exception.Message);
        LogCommandFailed(exception, command.Value, site.Value, partition);
    }

    public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception) =>
        LogDeadlineParked(exception, key.Kind, key.Id, process, site.Value, partition);

    public void JournalAway(Exception exception) => LogJournalAway(exception, partition);

    public void JournalBack(long awayMilliseconds) => LogJournalBack(awayMilliseconds, partition);

    public void PublishingFailed(Exception exception) => LogPublishingFailed(exception, partition);

    public void SnapshotSaved(long sequence, int bytes) => LogSnapshotSaved(sequence, bytes, partition);

    public void HashMismatch(long sequence, string live, string replayed) => LogHashMismatch(sequence, live, replayed, partition);

    public void Stopped(Exception exception) => LogStopped(exception, partition);
}
