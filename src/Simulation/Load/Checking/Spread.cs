namespace AcdRouter.Simulation.Load;

/// <summary>A distribution of times, in milliseconds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Min">The shortest.</param>
/// <param name="P50">Half are no longer.</param>
/// <param name="P95">95 of 100 are no longer.</param>
/// <param name="P99">99 of 100 are no longer.</param>
/// <param name="Max">The longest.</param>
public sealed record Spread(int Count, double Min, double P50, double P95, double P99, double Max)
{
    /// <summary>The distribution of some times, by nearest rank; zeros when there are none.</summary>
    public static Spread Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(each => Math.Round(each.TotalMilliseconds, 1)).Order().ToArray();
        if (sorted.Length == 0) return new Spread(0, 0, 0, 0, 0, 0);
        return new Spread(sorted.Length, sorted[0], Rank(0.5), Rank(0.95), Rank(0.99), sorted[^1]);

        double Rank(double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
