namespace AcdRouter.Simulation.Estimates;

/// <summary>
/// How long customers are willing to wait, by the product-limit estimate of Kaplan and Meier (1958). Those who gave up are its
/// events; those who were answered are right-censored: all that is known of them is that they had waited so long.
/// <para>The estimate says nothing beyond its last event. There the hazard goes on as the month's mean (events per second
/// waited), second by second, up to <see cref="LongestSeconds"/>: otherwise a customer of a queue without agents would wait for
/// ever. Only sums, products and quotients are used, which every machine computes alike.</para>
/// </summary>
public sealed class PatienceEstimate
{
    /// <summary>Nobody waits longer: three times the longest wait of the recorded months.</summary>
    public const int LongestSeconds = 7200;

    private readonly int[] times;
    private readonly double[] survival;

    private PatienceEstimate(int[] times, double[] survival, int observations, int events, double hazard)
    {
        this.times = times;
        this.survival = survival;
        Observations = observations;
        Events = events;
        HazardPerSecond = hazard;
    }

    /// <summary>Waits observed.</summary>
    public int Observations { get; }

    /// <summary>Waits that ended by giving up.</summary>
    public int Events { get; }

    /// <summary>Events per second waited, over all; the hazard beyond the last event.</summary>
    public double HazardPerSecond { get; }

    /// <summary>Where the estimate steps down: seconds and the share still willing to wait afterwards.</summary>
    public IEnumerable<(int Seconds, double Survival)> Steps => times.Zip(survival);

    /// <summary>Makes the estimate. At equal times events come before censorings, as is usual.</summary>
    /// <param name="waits">Seconds waited, none negative, and whether the customer gave up.</param>
    public static PatienceEstimate From(IEnumerable<(int Seconds, bool GaveUp)> waits)
    {
        var ordered = waits.OrderBy(wait => wait.Seconds).ToArray();
        List<int> times = [];
        List<double> survival = [];
        var share = 1.0;
        var events = 0;
        long waited = 0;
        for (var from = 0; from < ordered.Length;)
        {
            var to = from;
            var gaveUp = 0;
            while (to < ordered.Length && ordered[to].Seconds == ordered[from].Seconds)
            {
                if (ordered[to].GaveUp) gaveUp++;
                waited += ordered[to].Seconds;
                to++;
            }
            if (gaveUp > 0)
            {
                var atRisk = ordered.Length - from;
                share *= (double)(atRisk - gaveUp) / atRisk;
                times.Add(ordered[from].Seconds);
                survival.Add(share);
                events += gaveUp;
            }
            from = to;
        }
        return new PatienceEstimate([.. times], [.. survival], ordered.Length, events, waited == 0 ? 0 : (double)events / waited);
    }

    /// <summary>Share willing to wait longer than so many seconds; beyond the last event the value there.</summary>
    public double Survival(int seconds)
    {
        var index = Array.BinarySearch(times, seconds);
        if (index < 0) index = ~index - 1;
        return index < 0 ? 1 : survival[index];
    }

    /// <summary>Draws the patience of a customer known to have waited so long without giving up.</summary>
    /// <param name="unit">Uniform in [0, 1).</param>
    /// <param name="waitedSeconds">Seconds waited, from 0.</param>
    /// <returns>Seconds, more than those waited, at most <see cref="LongestSeconds"/> unless those waited are more.</returns>
    public int Draw(double unit, int waitedSeconds)
    {
        if (waitedSeconds >= LongestSeconds) return waitedSeconds + 1;
        if (Survival(waitedSeconds) <= 0) return DrawBeyond(waitedSeconds, 1, unit);
        var target = unit * Survival(waitedSeconds);
        var low = 0;
        var high = times.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (survival[middle] <= target) high = middle;
            else low = middle + 1;
        }
        if (low < times.Length) return times[low];
        var last = times.Length == 0 ? 0 : times[^1];
        return DrawBeyond(Math.Max(last, waitedSeconds), Survival(Math.Max(last, waitedSeconds)), target);
    }

    private int DrawBeyond(int seconds, double share, double target)
    {
        if (HazardPerSecond <= 0) return LongestSeconds;
        while (share > target && seconds < LongestSeconds)
        {
            share *= 1 - HazardPerSecond;
            seconds++;
        }
        return seconds;
    }
}
