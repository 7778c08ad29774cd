using AcdRouter.Simulation.Replaying;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>February 1999 through kernel, router and sessions.</summary>
public class MonthReplayTests
{
    // Runs that several tests look at; each takes a second or two.
    private static readonly Lazy<Task<ReplayReport>> FirstCome = new(() => RunAsync(ReplayRule.FirstCome, 1));
    private static readonly Lazy<Task<ReplayReport>> HeadStart = new(() => RunAsync(new ReplayRule(90), 1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Accepts("I8"), Accepts("I3")]
    public async Task I8_the_same_file_seed_and_rule_give_the_same_state_and_every_request_ends()
    {
        var first = await FirstCome.Value;
        var second = await RunAsync(ReplayRule.FirstCome, 1);

        second.StateHash.ShouldBe(first.StateHash);
        second.Days.ShouldBe(first.Days);
        foreach (var figures in first.Days.Select(day => day.Figures.Replayed).Append(first.Total.Replayed))
        {
            (figures.Answered + figures.Abandoned + figures.Refused).ShouldBe(figures.Requests);
        }
        first.Total.Replayed.Requests.ShouldBe(31_125);
        first.StateHash.Length.ShouldBe(64);
    }

    [Fact, Refuses("I8")]
    public async Task I8_another_seed_gives_another_state() =>
        (await RunAsync(ReplayRule.FirstCome, 2)).StateHash.ShouldNotBe((await FirstCome.Value).StateHash);

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [Accepts("R2"), Accepts("I4"), Accepts("I5")]
    public async Task R2_every_day_goes_as_in_the_simplest_engine_that_obeys_the_rule(int headStartSeconds)
    {
        var product = await (headStartSeconds == 0 ? FirstCome : HeadStart).Value;
        var rule = new ReplayRule(headStartSeconds);

        var model = await Replay.RunAsync(Months.February, new ReplayOptions { Engine = () => new ModelEngine(), Rule = rule }, null, Cancellation);

        product.Days.ShouldBe(model.Days);
    }

    [Fact, Refuses("R2")]
    public async Task R2_no_head_start_where_the_rule_gives_none()
    {
        var firstCome = await FirstCome.Value;
        var headStart = await HeadStart.Value;

        headStart.Total.Replayed.ShouldNotBe(firstCome.Total.Replayed);
    }

    [Fact]
    public void The_invariants_hold_every_hour_of_a_day()
    {
        var month = Months.February;
        var script = ReplayScript.Of(month, Simulation.Staffing.StaffPlan.Infer(month), ReplayRule.FirstCome, 1);
        var engine = ProductEngine.Create();
        var drive = new ReplayDrive(engine, script, 1);

        for (var hour = 1; hour <= 24; hour++)
        {
            while (drive.Next <= hour * 3_600_000L) drive.Step();
            engine.AssertInvariants();
        }

        drive.Arrived.ShouldBe(1499);
    }

    // Not cancelled with the test that began it, since others wait for it too.
    private static Task<ReplayReport> RunAsync(ReplayRule rule, ulong seed) =>
        Replay.RunAsync(Months.February, new ReplayOptions { Engine = ProductEngine.Create, Rule = rule, Seed = seed }, null, CancellationToken.None);
}
