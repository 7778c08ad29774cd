using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>Asks the owner of a partition how it is.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Hash">Whether to hash its state, which costs a pass over it.</param>
[Entity("show-partition")]
public sealed record ShowPartition(int Partition, bool Hash);
