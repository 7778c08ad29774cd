using AcdRouter.Simulation.Estimates;

namespace AcdRouter.Simulation.Faults;

/// <summary>The chance of one part of a world: drawn from the world's seed and the part's name, so that parts do not disturb each other.</summary>
public sealed class Dice
{
    private SplitMix64 generator;

    /// <summary>Dice of a part of a world.</summary>
    public Dice(ulong seed, ulong part) => generator = SplitMix64.ForItem(seed, part);

    /// <summary>Uniform in 0 … below − 1.</summary>
    public int Below(int below) => generator.NextBelow(below);

    /// <summary>Uniform in low … high, both included.</summary>
    public int Between(int low, int high) => low + generator.NextBelow(high - low + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => generator.NextBelow(100) < percent;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[generator.NextBelow(items.Count)];

    /// <summary>One of the items, or the default where there is none.</summary>
    public T? PickOrNone<T>(IReadOnlyList<T> items) => items.Count == 0 ? default : items[generator.NextBelow(items.Count)];

    /// <summary>Any 64 bits.</summary>
    public ulong Bits() => generator.Next();

    /// <summary>A GUID of these dice.</summary>
    public Guid Name()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, generator.Next());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], generator.Next());
        return new Guid(bytes, bigEndian: true);
    }
}
