using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Is told what an operator must know; implementations log and count, and return at once.</summary>
public interface IPartitionObserver
{
    /// <summary>The partition has loaded its state and taken over.</summary>
    void Started(long sequence, long epoch, long gapMilliseconds);

    /// <summary>A command threw; nothing of it is kept.</summary>
    void CommandFailed(SiteId site, CommandId command, Exception exception);

    /// <summary>A deadline threw and is set aside.</summary>
    void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception);

    /// <summary>An append failed; it is tried again.</summary>
    void JournalAway(Exception exception);

    /// <summary>Appends succeed again.</summary>
    void JournalBack(long awayMilliseconds);

    /// <summary>News or history could not be handed over; it is tried again.</summary>
    void PublishingFailed(Exception exception);

    /// <summary>A snapshot was saved.</summary>
    void SnapshotSaved(long sequence, int bytes);

    /// <summary>Live state and replayed state differ: a defect.</summary>
    void HashMismatch(long sequence, string live, string replayed);

    /// <summary>The partition has stopped for a reason other than being asked to.</summary>
    void Stopped(Exception exception);
}
