using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>What a deadline is about. Ordered, so that equal times are decided in one order everywhere.</summary>
/// <param name="Kind">The process's own numbering, permanent.</param>
/// <param name="Id">The entity, where a GUID names it.</param>
/// <param name="Name">The entity, or the second one, where a text names it; empty for none.</param>
public readonly record struct DeadlineKey(int Kind, Guid Id, string Name) : IComparable<DeadlineKey>
{
    /// <inheritdoc/>
    public int CompareTo(DeadlineKey other)
    {
        var order = Kind.CompareTo(other.Kind);
        if (order != 0) return order;
        order = Id.CompareTo(other.Id);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }
}

/// <summary>Something that a process has to decide at a moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Key">What it is about.</param>
public readonly record struct Deadline(Instant At, DeadlineKey Key) : IComparable<Deadline>
{
    /// <inheritdoc/>
    public int CompareTo(Deadline other)
    {
        var order = At.CompareTo(other.At);
        return order != 0 ? order : Key.CompareTo(other.Key);
    }
}
