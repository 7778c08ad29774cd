using AcdRouter.Simulation.Estimates;

namespace AcdRouter.Simulation.Tests.Estimates;

public class SplitMix64Tests
{
    [Fact]
    public void Draws_the_published_numbers_of_seed_1234567()
    {
        var generator = new SplitMix64(1234567);

        ulong[] drawn = [generator.Next(), generator.Next(), generator.Next(), generator.Next(), generator.Next()];

        drawn.ShouldBe(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void Units_lie_in_zero_to_one_and_are_evenly_spread()
    {
        var generator = new SplitMix64(7);

        var units = Enumerable.Range(0, 10_000).Select(_ => generator.NextUnit()).ToArray();

        units.ShouldAllBe(unit => unit >= 0 && unit < 1);
        units.Average().ShouldBe(0.5, 0.01);
    }

    [Fact]
    public void An_item_draws_the_same_whatever_others_draw()
    {
        var alone = SplitMix64.ForItem(3, 17);
        var other = SplitMix64.ForItem(3, 16);
        other.Next();
        var after = SplitMix64.ForItem(3, 17);

        after.Next().ShouldBe(alone.Next());
        SplitMix64.ForItem(3, 17).Next().ShouldNotBe(SplitMix64.ForItem(3, 16).Next());
        SplitMix64.ForItem(3, 17).Next().ShouldNotBe(SplitMix64.ForItem(4, 17).Next());
    }
}
