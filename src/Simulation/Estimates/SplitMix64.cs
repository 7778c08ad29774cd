namespace AcdRouter.Simulation.Estimates;

/// <summary>
/// A small seeded generator (Steele, Lea and Flood, 2014). Written out here because a replay must draw the same numbers under
/// every version of the framework, which promises no such thing for its own generator.
/// </summary>
/// <param name="seed">Any value; the same seed draws the same numbers.</param>
public struct SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>
    /// A generator of one item's own. What an item draws depends on seed and item alone, so that two rules compared under one seed
    /// meet the same customers.
    /// </summary>
    public static SplitMix64 ForItem(ulong seed, ulong item)
    {
        var outer = new SplitMix64(item);
        return new SplitMix64(seed ^ outer.Next());
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform in [0, 1), out of 53 bits.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … below − 1; the bias of the remainder is below 2⁻³² for the small ranges drawn here.</summary>
    public int NextBelow(int below) => (int)(Next() % (ulong)below);
}
