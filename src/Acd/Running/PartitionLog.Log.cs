
namespace AcdRouter.Acd;

internal sealed partial class PartitionLog
{
    [LoggerMessage(4101, LogLevel.Information, "The engine has started at record {Sequence}, epoch {Epoch}, after a gap of {Gap} ms.")]
    private partial void LogStarted(long sequence, long epoch, long gap);

    [LoggerMessage(4102, LogLevel.Error, "Deciding command {Command} of site {Site} threw; nothing of it is kept. This is a defect.")]
    private partial void LogCommandFailed(Exception exception, Guid command, string site);

    [LoggerMessage(4103, LogLevel.Error, "Deciding deadline {Kind} {Id} of {Process} at site {Site} threw; it is set aside. This is a defect.")]
    private partial void LogDeadlineParked(Exception exception, int kind, Guid id, string process, string site);

    [LoggerMessage(4104, LogLevel.Error, "The journal cannot be appended to; answers are withheld until it can.")]
    private partial void LogJournalAway(Exception exception);

    [LoggerMessage(4105, LogLevel.Warning, "The journal is back after {Away} ms.")]
    private partial void LogJournalBack(long away);

    [LoggerMessage(4106, LogLevel.Warning, "News or history could not be handed over; it is tried again.")]
    private partial void LogPublishingFailed(Exception exception);

    [LoggerMessage(4107, LogLevel.Information, "A snapshot at record {Sequence} was saved, {Bytes} bytes.")]
    private partial void LogSnapshotSaved(long sequence, int bytes);

    [LoggerMessage(4108, LogLevel.Critical, "At record {Sequence} the live state has hash {Live}, the replayed one {Replayed}. This is a defect.")]
    private partial void LogHashMismatch(long sequence, string live, string replayed);

    [LoggerMessage(4109, LogLevel.Critical, "The engine has stopped.")]
    private partial void LogStopped(Exception exception);
}
