using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly List<string> fired = [];

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        clock.GetUtcNow().ShouldBe(ManualTimeProvider.Morning);
        clock.Advance(TimeSpan.FromSeconds(2));
        clock.GetUtcNow().ShouldBe(ManualTimeProvider.Morning.AddSeconds(2));
        clock.GetElapsedTime(ManualTimeProvider.Morning.UtcTicks).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Fires_timers_in_order_each_at_its_own_moment()
    {
        using var second = Timer("second", 2);
        using var first = Timer("first", 1);
        using var never = Timer("never", 10);
        clock.Advance(TimeSpan.FromSeconds(3));
        fired.ShouldBe(["first at 1", "second at 2"]);
    }

    [Fact]
    public void Fires_a_periodic_timer_every_time_until_it_is_disposed_of()
    {
        var timer = clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(3));
        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(3));
        fired.ShouldBe(["tick at 1", "tick at 2", "tick at 3"]);
    }

    [Fact]
    public void A_jump_fires_nothing()
    {
        using var timer = Timer("timer", 1);
        clock.JumpTo(ManualTimeProvider.Morning.AddHours(-1));
        fired.ShouldBeEmpty();
        clock.GetUtcNow().ShouldBe(ManualTimeProvider.Morning.AddHours(-1));
    }

    [Fact]
    public async Task Ends_the_waits_of_the_framework()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        var tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken).AsTask();
        await clock.TimersSet(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await tick.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    private ITimer Timer(string name, int seconds) =>
        clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => fired.Add($"{name} at {(clock.GetUtcNow() - ManualTimeProvider.Morning).TotalSeconds}");
}
