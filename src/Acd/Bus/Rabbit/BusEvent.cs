using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>Something told to other services.</summary>
/// <param name="Id">Kept when it is told again.</param>
/// <param name="Site">The site.</param>
/// <param name="Partition">The partition that tells it.</param>
/// <param name="Sequence">The record it comes from; 0 for what is owed.</param>
/// <param name="Message">A bus contract.</param>
internal sealed record BusEvent(Guid Id, SiteId Site, int Partition, long Sequence, object Message);
