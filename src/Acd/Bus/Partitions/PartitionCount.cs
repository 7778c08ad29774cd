namespace AcdRouter.Acd;

/// <summary>How many partitions the installation has.</summary>
internal sealed record PartitionCount(int Value);
