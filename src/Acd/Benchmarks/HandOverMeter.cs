using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>Measures hand-overs: as many as possible with so many under way, then at a given rate.</summary>
internal static class HandOverMeter
{
    /// <summary>What counts as faster than before.</summary>
    private const double Faster = 1.05;

    /// <summary>Beyond what the plan says, should it go on getting faster.</summary>
    private static readonly TimeSpan WarmUpFurther = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs as many as possible for as long as the plan says, then until that gets no faster: a runtime that compiles as it goes takes a
    /// while to be what it is for the rest of its life. The rate alone does not tell, for it stands still while the compiler has the processors.
    /// </summary>
    public static async Task WarmUpAsync(IHandOverLoad load, TransferPlan plan, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var best = 0.0;
        while (watch.Elapsed < plan.WarmUp + WarmUpFurther)
        {
            var rate = await TopRateAsync(load, plan, cancellationToken);
            if (watch.Elapsed >= plan.WarmUp && rate < best * Faster) return;
            best = Math.Max(best, rate);
        }
    }

    /// <summary>Hand-overs a second with so many always under way.</summary>
    /// <param name="load">What is measured.</param>
    /// <param name="plan">How many, and how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="counted">Told how many it were.</param>
    public static async Task<double> TopRateAsync(IHandOverLoad load, TransferPlan plan, CancellationToken cancellationToken, Action<int>? counted = null)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, plan.UnderWay).Select(RunAsync));
        var rate = done / watch.Elapsed.TotalSeconds;
        counted?.Invoke(done);
        return rate;

        async Task RunAsync(int number)
        {
            while (watch.Elapsed < plan.Length)
            {
                await load.HandOverAsync(number, cancellationToken);
                Interlocked.Increment(ref done);
                await load.BetweenAsync(number, cancellationToken);
            }
        }
    }

    /// <summary>How long hand-overs take that begin at even intervals, whether earlier ones have ended or not.</summary>
    public static async Task<Spread> AtRateAsync(IHandOverLoad load, TransferPlan plan, double rate, CancellationToken cancellationToken)
    {
        var idle = Channel.CreateUnbounded<int>();
        for (var number = 0; number < plan.UnderWay; number++) idle.Writer.TryWrite(number);
        var times = new ConcurrentBag<TimeSpan>();
        var running = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var next = TimeSpan.Zero; next < plan.Length; next += TimeSpan.FromSeconds(1 / rate))
        {
            // Waits are coarse: whatever is due by then begins at once, and its time counts from when it was due.
            if (next > watch.Elapsed) await Task.Delay(next - watch.Elapsed, cancellationToken);
            if (!await idle.Reader.WaitToReadAsync(cancellationToken)) break;
            running.Add(RunAsync(await idle.Reader.ReadAsync(cancellationToken), next));
        }
        await Task.WhenAll(running);
        return Spread.Of(times);

        async Task RunAsync(int number, TimeSpan due)
        {
            try
            {
                await load.HandOverAsync(number, cancellationToken);
                times.Add(watch.Elapsed - due);
                await load.BetweenAsync(number, cancellationToken);
                idle.Writer.TryWrite(number);
            }
            catch
            {
                // One that fails ends the measurement: nobody may wait for its session.
                idle.Writer.TryComplete();
                throw;
            }
        }
    }
}
