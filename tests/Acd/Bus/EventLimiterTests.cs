using System.Threading.RateLimiting;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

/// <summary>What holds back events on their way to the broker.</summary>
public sealed class EventLimiterTests
{
    [Fact, Accepts("R1")]
    public async Task Events_wait_only_for_room_and_none_is_turned_away()
    {
        await using var limiter = EventPublisher.Limiter();
        var leases = new List<RateLimitLease>();
        for (var under = 0; under < RabbitLimits.UnconfirmedEvents; under++)
        {
            var asked = limiter.AcquireAsync(cancellationToken: TestContext.Current.CancellationToken);
            asked.IsCompleted.ShouldBeTrue($"the next to {under} under way was made to wait");
            leases.Add(await asked);
        }

        // Far more than one flush: all partitions of a core publish on one channel.
        var waiting = Enumerable.Range(0, 16 * RabbitLimits.UnconfirmedEvents).Select(_ => limiter.AcquireAsync(cancellationToken: TestContext.Current.CancellationToken).AsTask()).ToList();
        waiting.ShouldAllBe(each => !each.IsCompleted);

        leases[0].Dispose();
        (await waiting[0].WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).IsAcquired.ShouldBeTrue();
    }
}
