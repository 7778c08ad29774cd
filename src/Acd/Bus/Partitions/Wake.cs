using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// Sent by every process to every partition each second, worth a second. Whoever receives it owns the partition, or claims it; from the
/// senders the owner knows who is there.
/// </summary>
/// <param name="Replica">The process; new at each start.</param>
/// <param name="TakesPartitions">Whether it could own partitions.</param>
/// <param name="HoldsLines">Whether it holds lines of agents and pages.</param>
/// <param name="Leaving">Whether it is about to stop.</param>
/// <param name="WitnessedEpoch">The highest epoch that it has seen of the partition's history; 0 for none.</param>
/// <param name="WitnessedSequence">The last record that it has seen proof of; 0 for none.</param>
/// <param name="InLine">Whether it stands in line for this partition, so that it may be given it next; null from a version that does not say.</param>
/// <param name="Owned">How many partitions it owns; null from a version that does not say.</param>
/// <param name="WitnessedLosses">How many losses of the partition's history had been accepted when it saw that.</param>
[Entity("wake")]
public sealed record Wake(
    Guid Replica,
    bool TakesPartitions,
    bool HoldsLines,
    bool Leaving,
    long WitnessedEpoch,
    long WitnessedSequence,
    bool? InLine = null,
    int? Owned = null,
    long WitnessedLosses = 0);
