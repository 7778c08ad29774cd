
namespace AcdRouter.Acd;

internal sealed partial class PartitionLog
{
    [LoggerMessage(4101, LogLevel.Information, "The engine has started at record {Sequence}, epoch {Epoch}, after a gap of {Gap} ms: partition {Partition}.")]
    private partial void LogStarted(long sequence, long epoch, long gap, int partition);

    [LoggerMessage(4102, LogLevel.Error, "Deciding command {Command} of site {Site} threw; nothing of it is kept: partition {Partition}. This is a defect.")]
    private partial void LogCommandFailed(Exception exception, Guid command, string site, int partition);

    [LoggerMessage(4103, LogLevel.Error, "Deciding deadline {Kind} {Id} of {Process} at site {Site} threw; it is set aside: partition {Partition}. This is a defect.")]
    private partial void LogDeadlineParked(Exception exception, int kind, Guid id, string process, string site, int partition);

    [LoggerMessage(4104, LogLevel.Error, "The journal cannot be appended to; answers are withheld until it can: partition {Partition}.")]
    private partial void LogJournalAway(Exception exception, int partition);

    [LoggerMessage(4105, LogLevel.Warning, "The journal is back after {Away} ms: partition {Partition}.")]
    private partial void LogJournalBack(long away, int partition);

    [LoggerMessage(4106, LogLevel.Warning, "News or history could not be handed over; it is tried again: partition {Partition}.")]
    private partial void LogPublishingFailed(Exception exception, int partition);

    [LoggerMessage(4107, LogLevel.Information, "A snapshot at record {Sequence} was saved, {Bytes} bytes: partition {Partition}.")]
    private partial void LogSnapshotSaved(long sequence, int bytes, int partition);

    [LoggerMessage(4108, LogLevel.Critical, "At record {Sequence} the live state has hash {Live}, the replayed one {Replayed}: partition {Partition}. This is a defect.")]
    private partial void LogHashMismatch(long sequence, string live, string replayed, int partition);

    [LoggerMessage(4109, LogLevel.Critical, "The engine has stopped: partition {Partition}.")]
    private partial void LogStopped(Exception exception, int partition);
}
