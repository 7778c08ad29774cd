using AcdRouter.Contracts;
using AcdRouter.Processes.Tests.Toys;
using AcdRouter.Testing;

namespace AcdRouter.Processes.Tests.Hosting;

public sealed class PartitionClockTests
{
    private readonly ManualTimeProvider wall = new();
    private readonly PartitionClock clock;

    public PartitionClockTests() => clock = new PartitionClock(wall);

    [Fact]
    public void Tells_the_wall_clock_time()
    {
        clock.Now.ShouldBe(Toy.Morning);
        wall.Advance(TimeSpan.FromSeconds(7));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(7));
    }

    [Fact]
    public void Goes_on_at_half_speed_when_the_wall_clock_is_set_back_until_it_has_caught_up()
    {
        clock.Now.ShouldBe(Toy.Morning);
        wall.JumpTo(ManualTimeProvider.Morning.AddMinutes(-60));
        clock.Now.ShouldBe(Toy.Morning);
        wall.Advance(TimeSpan.FromMinutes(1));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(30));
        wall.Advance(TimeSpan.FromMinutes(119));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(3600));
        wall.Advance(TimeSpan.FromMinutes(1));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(3660));
    }

    [Fact]
    public void Starts_at_the_last_record_when_the_wall_clock_lies_before_it()
    {
        clock.NotBefore(Toy.Morning.PlusSeconds(100));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(100));
        wall.Advance(TimeSpan.FromSeconds(10));
        clock.Now.ShouldBe(Toy.Morning.PlusSeconds(105));
    }

    [Fact]
    public void A_last_record_in_the_past_changes_nothing()
    {
        clock.NotBefore(new Instant(5));
        clock.Now.ShouldBe(Toy.Morning);
    }
}
