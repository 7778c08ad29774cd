namespace AcdRouter.Simulation.Benchmarks;

/// <summary>What one way of appending came to.</summary>
/// <param name="Journal">File or Redis.</param>
/// <param name="Partitions">Partitions that append beside each other, each one batch at a time.</param>
/// <param name="RecordsEach">Records of a batch.</param>
/// <param name="RecordBytes">Bytes of a record.</param>
/// <param name="Batches">Batches measured, of all partitions together.</param>
/// <param name="RecordsPerSecond">The median of the rounds.</param>
/// <param name="Yardstick">What it is held against.</param>
/// <param name="YardstickPerSecond">The yardstick's median, its rounds between the others.</param>
/// <param name="Ratio">The first over the second.</param>
public sealed record JournalFigures(
    string Journal,
    int Partitions,
    int RecordsEach,
    int RecordBytes,
    int Batches,
    double RecordsPerSecond,
    string Yardstick,
    double YardstickPerSecond,
    double Ratio)
{
    /// <summary>Rounds of each; one more comes first and does not count.</summary>
    public const int Rounds = 3;

    /// <summary>Measures both in turns, so that a machine that is busy for a while slows both.</summary>
    public static async Task<JournalFigures> MeasureAsync(
        JournalFigures size, Func<int, Task<double>> journal, Func<int, Task<double>> yardstick)
    {
        await journal(Math.Max(1, size.Batches / 10)).ConfigureAwait(false);
        await yardstick(Math.Max(1, size.Batches / 10)).ConfigureAwait(false);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await journal(size.Batches).ConfigureAwait(false));
            theirs.Add(await yardstick(size.Batches).ConfigureAwait(false));
        }
        var (rate, most) = (Median(ours), Median(theirs));
        return size with
        {
            RecordsPerSecond = Math.Round(rate),
            YardstickPerSecond = Math.Round(most),
            Ratio = Math.Round(rate / most, 2),
        };
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
