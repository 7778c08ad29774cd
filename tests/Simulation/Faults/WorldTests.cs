using AcdRouter.Simulation.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Faults;

public sealed class WorldTests
{
    [Fact]
    [Accepts("I8")]
    public void The_same_seed_plays_the_same_world()
    {
        var options = new WorldOptions { Seed = 4711, Commands = 600 };

        World.Run(options).ShouldBe(World.Run(options));
    }

    [Fact]
    [Refuses("I8")]
    public void Another_seed_plays_another_world() =>
        World.Run(new WorldOptions { Seed = 1, Commands = 300 }).StateHash
            .ShouldNotBe(World.Run(new WorldOptions { Seed = 2, Commands = 300 }).StateHash);

    [Fact]
    public void The_simulation_tells_how_far_it_is_and_sums_up()
    {
        var seen = new List<FaultSimulationProgress>();
        var options = new FaultSimulationOptions { FirstSeed = 1, Worlds = 3, Commands = 200, AtOnce = 1 };

        var report = FaultSimulation.Run(options, new Told(seen), TestContext.Current.CancellationToken);

        seen.ShouldBe([new(1, 3, 0), new(2, 3, 0), new(3, 3, 0)]);
        report.Worlds.Select(each => each.Seed).ShouldBe([1UL, 2UL, 3UL]);
        report.ToText().ShouldStartWith("3 worlds held, 0 failed");
        report.ToJson().ShouldContain("\"seed\":2");
    }

    [Theory]
    [InlineData(0, 2_000, 1)]
    [InlineData(1, 99, 1)]
    [InlineData(1, 2_000, 0)]
    public void Numbers_outside_their_range_are_refused(int worlds, int commands, int atOnce)
    {
        var options = new FaultSimulationOptions { Worlds = worlds, Commands = commands, AtOnce = atOnce };

        Should.Throw<ArgumentOutOfRangeException>(() => FaultSimulation.Run(options, null, TestContext.Current.CancellationToken));
    }

    private sealed class Told(List<FaultSimulationProgress> seen) : IProgress<FaultSimulationProgress>
    {
        public void Report(FaultSimulationProgress value) => seen.Add(value);
    }
}
