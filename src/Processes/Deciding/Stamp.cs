using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Which journal record an event belongs to, and when it was stamped.</summary>
/// <param name="Sequence">The record's sequence in its partition, from 1.</param>
/// <param name="At">The record's time; never before the last record's.</param>
public readonly record struct Stamp(long Sequence, Instant At);
