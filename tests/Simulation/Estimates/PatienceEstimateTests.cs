using AcdRouter.Simulation.Estimates;

namespace AcdRouter.Simulation.Tests.Estimates;

public class PatienceEstimateTests
{
    // Six waits: gave up at 10, 30, 30 and 50; answered at 20 and 30.
    private static readonly PatienceEstimate Six = PatienceEstimate.From(
        [(10, true), (20, false), (30, true), (30, true), (30, false), (50, true)]);

    [Fact]
    public void Steps_are_the_product_limit_worked_by_hand()
    {
        // 10: 5/6. 30: four at risk, two give up: 5/6 · 2/4. 50: one at risk: 0.
        Six.Steps.Select(step => step.Seconds).ShouldBe([10, 30, 50]);
        Six.Survival(9).ShouldBe(1);
        Six.Survival(10).ShouldBe(5.0 / 6, 1e-12);
        Six.Survival(29).ShouldBe(5.0 / 6, 1e-12);
        Six.Survival(30).ShouldBe(5.0 / 12, 1e-12);
        Six.Survival(50).ShouldBe(0);
        Six.Observations.ShouldBe(6);
        Six.Events.ShouldBe(4);
        Six.HazardPerSecond.ShouldBe(4.0 / 170, 1e-12);
    }

    [Fact]
    public void Agrees_with_the_published_estimate_of_6_MP_in_the_leukaemia_trial()
    {
        // Freireich et al. 1963, weeks in remission, as in Kaplan–Meier examples of most textbooks (Cox and Oakes 1984, table 1.1).
        int[] events = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        int[] censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

        var estimate = PatienceEstimate.From([.. events.Select(weeks => (weeks, true)), .. censored.Select(weeks => (weeks, false))]);

        estimate.Survival(6).ShouldBe(0.857, 0.0005);
        estimate.Survival(7).ShouldBe(0.807, 0.0005);
        estimate.Survival(10).ShouldBe(0.753, 0.0005);
        estimate.Survival(13).ShouldBe(0.690, 0.0005);
        estimate.Survival(16).ShouldBe(0.627, 0.0005);
        estimate.Survival(22).ShouldBe(0.538, 0.0005);
        estimate.Survival(23).ShouldBe(0.448, 0.0005);
    }

    [Theory]
    [InlineData(0.99, 0, 10)]
    [InlineData(0.84, 0, 10)]
    [InlineData(0.83, 0, 30)]
    [InlineData(0.42, 0, 30)]
    [InlineData(0.41, 0, 50)]
    [InlineData(0.0, 0, 50)]
    [InlineData(0.99, 10, 30)]
    [InlineData(0.50, 10, 30)]
    [InlineData(0.49, 10, 50)]
    [InlineData(0.99, 30, 50)]
    public void Draws_from_what_is_left_after_the_wait_known_of(double unit, int waited, int expected) =>
        Six.Draw(unit, waited).ShouldBe(expected);

    [Fact]
    public void A_customer_known_to_have_waited_never_has_less_patience()
    {
        var generator = new SplitMix64(1);

        for (var waited = 0; waited <= 60; waited++)
        {
            for (var times = 0; times < 20; times++) Six.Draw(generator.NextUnit(), waited).ShouldBeGreaterThan(waited);
        }
    }

    [Fact]
    public void Beyond_the_last_event_the_mean_hazard_goes_on_second_by_second()
    {
        // One of two gives up at 10 s: a half is left beyond, with 1 event in 30 s waited.
        var estimate = PatienceEstimate.From([(10, true), (20, false)]);

        // 0.5 · (29/30)ⁿ is at most 0.25 from n = 21 on.
        estimate.Draw(0.25, 0).ShouldBe(10 + 21);
        // Known to wait at 100 s: (29/30)ⁿ is at most 0.5 from n = 21 on.
        estimate.Draw(0.5, 100).ShouldBe(100 + 21);
        estimate.Draw(0, 0).ShouldBe(PatienceEstimate.LongestSeconds);
    }

    [Fact]
    public void Where_nobody_ever_gave_up_everybody_waits_as_long_as_anybody_may() =>
        PatienceEstimate.From([(5, false)]).Draw(0.5, 0).ShouldBe(PatienceEstimate.LongestSeconds);

    [Fact]
    public void Exponential_patience_is_recovered_from_censored_waits()
    {
        // Patience of mean 120 s cut by answers of mean 60 s.
        var generator = new SplitMix64(42);
        var waits = Enumerable.Range(0, 40_000).Select(_ =>
        {
            var patience = -120 * Math.Log(1 - generator.NextUnit());
            var answer = -60 * Math.Log(1 - generator.NextUnit());
            return ((int)Math.Ceiling(Math.Min(patience, answer)), patience < answer);
        });

        var estimate = PatienceEstimate.From(waits);

        foreach (var seconds in new[] { 30, 60, 120, 180 }) estimate.Survival(seconds).ShouldBe(Math.Exp(-seconds / 120.0), 0.015);
    }
}
