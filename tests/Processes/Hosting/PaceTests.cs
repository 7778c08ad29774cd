using System.Diagnostics;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

/// <summary>Work beside the loop keeps to its share.</summary>
public sealed class PaceTests
{
    private readonly ManualTimeProvider clock = new(ManualTimeProvider.Morning);

    [Fact]
    public void What_took_no_time_is_not_held_up()
    {
        using var stopped = new CancellationTokenSource();
        var pace = new Pace(clock, () => false, stopped.Token);
        var began = Stopwatch.GetTimestamp();
        for (var step = 0; step < 100_000; step++) pace.Rest();
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Eventually.Patience);
    }

    [Fact]
    public void A_slice_of_work_is_followed_by_four_times_as_long_a_rest()
    {
        var pace = new Pace(clock, () => false, CancellationToken.None);
        clock.Advance(TimeSpan.FromMilliseconds(3));
        var began = Stopwatch.GetTimestamp();
        pace.Rest();
        // No less; how much longer is the machine's affair.
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(11));
    }

    [Fact]
    public void A_slice_that_was_interrupted_for_long_is_not_paid_for()
    {
        var pace = new Pace(clock, () => false, CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(1));
        var began = Stopwatch.GetTimestamp();
        pace.Rest();
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Eventually.Patience);
    }

    [Fact]
    public void Whoever_must_hurry_does_not_rest()
    {
        var pace = new Pace(clock, () => true, CancellationToken.None);
        var began = Stopwatch.GetTimestamp();
        // With rests it were two minutes.
        for (var step = 0; step < 10_000; step++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(3));
            pace.Rest();
        }
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Eventually.Patience);
    }

    [Fact]
    public async Task A_stop_ends_the_work_at_its_next_rest()
    {
        using var stopped = new CancellationTokenSource();
        var pace = new Pace(clock, () => false, stopped.Token);
        var begun = new TaskCompletionSource();
        var working = pace.RunAsync(() =>
        {
            while (true)
            {
                begun.TrySetResult();
                clock.Advance(TimeSpan.FromMilliseconds(3));
                pace.Rest();
            }
        });
        await begun.Task.WaitAsync(Eventually.Patience, CancellationToken.None);
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working.WaitAsync(Eventually.Patience, CancellationToken.None));
    }
}
