namespace AcdRouter.Processes;

/// <summary>
/// The partition woke after nobody was there for a while. Every process of every site folds it: deadlines about presence and
/// offers move on by the gap, connections from before count as lost from now, with full grace.
/// </summary>
/// <param name="GapMilliseconds">From the last record before to this one.</param>
public sealed record Resumed(long GapMilliseconds) : IJournalEvent;

/// <summary>A deadline threw when it was decided; it is set aside, so that the partition goes on.</summary>
/// <param name="Process">The process's name.</param>
/// <param name="Key">The deadline's key.</param>
/// <param name="Reason">What was thrown.</param>
public sealed record DeadlineParked(string Process, DeadlineKey Key, string Reason) : IJournalEvent;

/// <summary>A command threw when it was decided; nothing of it is kept.</summary>
/// <param name="Reason">What was thrown.</param>
public sealed record CommandFailed(string Reason) : IJournalEvent;

/// <summary>A writer claimed the partition. From here on only its appends succeed.</summary>
/// <param name="Owner">Names the writer's run.</param>
/// <param name="Level">The newest event versions that may be written.</param>
public sealed record Claimed(string Owner, int Level) : IJournalEvent;
