using System.Text.Json.Serialization;

namespace AcdRouter.Processes;

/// <summary>
/// The partition woke after nobody was there for a while. Every process of every site folds it: deadlines about presence and
/// offers move on by the gap. In a new run connections from before count as lost from now, with full grace: they died with the
/// program that held them. Within one run they stay as they are: who holds a line that broke meanwhile reports it.
/// </summary>
/// <param name="GapMilliseconds">A new run: from the last record before to this one. Within one run: how long the loop stood still.</param>
/// <param name="LinesKept">True within one run.</param>
public sealed record Resumed(
    long GapMilliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LinesKept = false) : IJournalEvent;

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
/// <param name="Epoch">The epoch, where it is not the one behind the last: after records were lost, claims may be among them.</param>
public sealed record Claimed(
    string Owner, int Level, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Epoch = 0) : IJournalEvent;
