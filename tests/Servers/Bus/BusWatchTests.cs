using AcdRouter.Acd;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests;

public sealed class BusWatchTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly Probe probe = new();
    private long takenAt;

    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task A_bus_is_stuck_when_nothing_is_taken_though_the_broker_serves_again_and_again()
    {
        var watch = NewWatch();
        clock.Advance(RabbitLimits.WakesTakenWithin);
        (await LookAsync(watch, RabbitLimits.ServedInVain)).ShouldBe([.. Enumerable.Repeat(false, RabbitLimits.ServedInVain - 1), true]);
    }

    [Fact]
    public async Task While_the_broker_is_away_no_bus_is_stuck_and_afterwards_it_has_its_time_to_connect()
    {
        var watch = NewWatch();
        clock.Advance(RabbitLimits.WakesTakenWithin);
        (await LookAsync(watch, RabbitLimits.ServedInVain - 1)).ShouldAllBe(stuck => !stuck);
        probe.Serves = false;
        (await LookAsync(watch, 10)).ShouldAllBe(stuck => !stuck);
        probe.Serves = true;
        (await LookAsync(watch, RabbitLimits.ServedInVain - 1)).ShouldAllBe(stuck => !stuck);
    }

    [Fact]
    public async Task A_bus_that_connects_again_is_not_stuck_and_the_broker_is_not_even_asked()
    {
        var watch = NewWatch();
        clock.Advance(RabbitLimits.WakesTakenWithin);
        (await LookAsync(watch, RabbitLimits.ServedInVain - 1)).ShouldAllBe(stuck => !stuck);
        takenAt = clock.GetTimestamp();
        var asked = probe.Asked;
        (await LookAsync(watch, 3)).ShouldAllBe(stuck => !stuck);
        probe.Asked.ShouldBe(asked);
    }

    [Fact]
    public async Task A_broker_serves_while_its_queues_can_be_reached_and_not_when_it_is_gone_or_unprepared()
    {
        using var folder = new TemporaryFolder();
        await using var rabbit = await PrivateRabbit.StartAsync(folder["rabbit"], management: false, [], Cancelled);
        var asked = new BrokerProbe(new RabbitAddress(BusAddress.Parse(rabbit.Address).Address!));
        (await asked.ServesAsync(Cancelled)).ShouldBeFalse("no queue is declared there");
        await using (var installation = new Installation(rabbit.Address))
        {
            await installation.StartAsync(RunRole.Core);
            (await asked.ServesAsync(Cancelled)).ShouldBeTrue();
        }
        rabbit.Kill();
        (await asked.ServesAsync(Cancelled)).ShouldBeFalse();
    }

    private BusWatch NewWatch()
    {
        takenAt = clock.GetTimestamp();
        return new BusWatch(() => takenAt, probe, clock);
    }

    private async Task<List<bool>> LookAsync(BusWatch watch, int times)
    {
        var said = new List<bool>();
        for (var look = 0; look < times; look++)
        {
            said.Add(await watch.IsStuckAsync(Cancelled));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        return said;
    }

    private sealed class Probe : IBrokerProbe
    {
        public bool Serves { get; set; } = true;

        public int Asked { get; private set; }

        public Task<bool> ServesAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Serves);
        }
    }
}
