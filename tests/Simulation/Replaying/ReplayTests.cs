using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Staffing;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>The replay itself, on an engine so simple that every figure can be worked by hand.</summary>
public class ReplayTests
{
    private static readonly ReplayOptions Options = new() { Engine = () => new ModelEngine() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_recorded_side_is_what_was_published_of_February()
    {
        var report = await Replay.RunAsync(Months.February, Options, null, Cancellation);

        var recorded = report.Total.Recorded;
        (recorded.Requests, recorded.Answered, recorded.Abandoned, recorded.Refused).ShouldBe((31_125, 27_162, 3_963, 0));
        recorded.AbandonedShare!.Value.ShouldBe(.1273, .00005);
        recorded.AverageSpeedOfAnswerSeconds!.Value.ShouldBe(40.8, .05);
        recorded.ServiceLevel!.Value.ShouldBe(.521, .0005);
        report.Days.Count.ShouldBe(28);
        report.Days.Sum(day => day.Figures.Recorded.Requests).ShouldBe(31_125);
    }

    [Fact, Accepts("R2")]
    public async Task R2_a_customer_waits_for_the_agent_and_the_next_for_both()
    {
        // Served 8:00:00 to 8:01:00 in the record; two more come at 8:00:10 and 8:00:20 and are patient.
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.Answered("8:00:10", 50, "8:01:00", "8:01:30", 30, "ANAT"),
            Months.Answered("8:00:20", 70, "8:01:30", "8:02:00", 30, "ANAT"));

        var total = (await Replay.RunAsync(month, Options, null, Cancellation)).Total.Replayed;

        (total.Requests, total.Answered, total.LongestQueue).ShouldBe((3, 3, 2));
        total.AverageSpeedOfAnswerSeconds.ShouldBe((0 + 50 + 70) / 3.0);
        total.Occupancy.ShouldBe(1);
    }

    [Theory]
    [InlineData("first-come", (0 + 40 + 50) / 3.0)]
    [InlineData("head-start:90", (0 + 20 + 50) / 3.0)]
    [Accepts("R2")]
    public async Task R2_a_head_start_puts_high_priority_in_front(string text, double meanWait)
    {
        // Both wait for 8:01:00: the regular one since 8:00:20, to be served 30 s; the other since 8:00:40, to be served 10 s.
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.Answered("8:00:20", 40, "8:01:00", "8:01:30", 30, "ANAT", priority: 1),
            Months.Answered("8:00:40", 50, "8:01:30", "8:01:40", 10, "ANAT", priority: 2));
        ReplayRule.TryParse(text, out var rule).ShouldBeTrue();

        var report = await Replay.RunAsync(month, Options with { Rule = rule }, null, Cancellation);

        report.Total.Replayed.AverageSpeedOfAnswerSeconds.ShouldBe(meanWait);
        report.Rule.ShouldBe(rule);
    }

    [Fact, Accepts("R20")]
    public async Task R20_who_hung_up_gives_up_after_the_same_wait_and_is_served_when_free()
    {
        // One agent is busy to 8:01:00; the first gives up at 8:00:40, the second would at 8:03:20 and is answered at 8:01:00.
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.HungUp("8:00:10", "8:00:40", 30),
            Months.HungUp("8:00:20", "8:03:20", 180),
            Months.Answered("9:00:00", 0, "9:00:00", "9:01:00", 60, "ANAT"));

        var total = (await Replay.RunAsync(month, Options, null, Cancellation)).Total.Replayed;

        (total.Answered, total.Abandoned).ShouldBe((3, 1));
        total.AverageSpeedOfAnswerSeconds.ShouldBe(40 / 3.0);
    }

    [Fact, Refuses("R20")]
    public async Task R20_who_is_answered_in_the_moment_of_giving_up_has_not_abandoned()
    {
        // The agent is free at 8:01:00, when the patience of 30 s ends; of 29 s it would have ended before.
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.HungUp("8:00:30", "8:01:00", 30),
            Months.HungUp("8:00:30", "8:00:59", 29));

        var total = (await Replay.RunAsync(month, Options, null, Cancellation)).Total.Replayed;

        (total.Answered, total.Abandoned).ShouldBe((2, 1));
    }

    [Fact, Refuses("R17")]
    public async Task R17_nobody_is_answered_after_the_shift()
    {
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.HungUp("8:01:30", "8:05:30", 240));

        var total = (await Replay.RunAsync(month, Options, null, Cancellation)).Total.Replayed;

        (total.Answered, total.Abandoned).ShouldBe((1, 1));
        total.Occupancy.ShouldBe(1);
    }

    [Fact, Accepts("R17")]
    public async Task R17_who_signs_out_in_a_session_ends_it_first()
    {
        // The shift ends at 8:01:00. One comes at 8:00:50 for the only service known, 40 s, another at 8:01:20.
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 40, "ANAT"),
            Months.HungUp("8:00:50", "8:10:50", 600),
            Months.HungUp("8:01:20", "8:11:20", 600));

        var total = (await Replay.RunAsync(month, Options, null, Cancellation)).Total.Replayed;

        (total.Answered, total.Abandoned).ShouldBe((2, 1));
        total.Occupancy.ShouldBe(80 / 90.0);
    }

    [Fact]
    public async Task Every_request_ends_and_the_same_seed_gives_the_same_report()
    {
        var first = await Replay.RunAsync(Months.February, Options, null, Cancellation);
        var second = await Replay.RunAsync(Months.February, Options, null, Cancellation);
        var other = await Replay.RunAsync(Months.February, Options with { Seed = 2 }, null, Cancellation);

        var total = first.Total.Replayed;
        (total.Answered + total.Abandoned + total.Refused).ShouldBe(total.Requests);
        total.Requests.ShouldBe(31_125);
        Json(second).ShouldBe(Json(first));
        Json(other).ShouldNotBe(Json(first));
    }

    [Fact]
    public async Task Both_staffings_replay_and_the_report_says_which_it_was()
    {
        var files = AgentFiles.FindBeside(Simulation.Recordings.RecordedMonth.SamplePath)!;
        var given = await Replay.RunAsync(Months.February, Options with { Staff = StaffPlan.Read(files, Months.February) }, null, Cancellation);
        var inferred = await Replay.RunAsync(Months.February, Options, null, Cancellation);

        (given.Staffing, inferred.Staffing).ShouldBe((StaffingSource.Given, StaffingSource.Inferred));
        Json(given).ShouldContain("\"staffing\": \"given\"");
        Json(inferred).ShouldContain("\"staffing\": \"inferred\"");
    }

    [Fact]
    public async Task An_empty_month_is_replayed_to_an_empty_report()
    {
        var report = await Replay.RunAsync(Months.Of("nothing to read"), Options, null, Cancellation);

        report.Days.ShouldBeEmpty();
        report.Total.Replayed.Requests.ShouldBe(0);
        report.Malformed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Progress_is_told_as_customers_come()
    {
        List<ReplayProgress> told = [];

        await Replay.RunAsync(Months.February, Options, new Listener(told.Add), Cancellation);

        told.Count.ShouldBe(31_125 / 500);
        told[0].ShouldBe(new ReplayProgress(new DateOnly(1999, 2, 1), 500, 31_125));
        told.Select(each => each.Day).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_replay_can_be_cancelled()
    {
        using var cancelling = new CancellationTokenSource();
        var progress = new Listener(_ => cancelling.Cancel());

        await Should.ThrowAsync<OperationCanceledException>(() => Replay.RunAsync(Months.February, Options, progress, cancelling.Token));
    }

    [Fact]
    public async Task At_twice_the_speed_it_takes_half_the_time()
    {
        var month = Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.Answered("8:10:00", 0, "8:10:00", "8:20:00", 600, "ANAT"));
        var time = new JumpingTime();

        await Replay.RunAsync(month, Options with { Speed = 2, Time = time }, null, Cancellation);

        time.Elapsed.ShouldBe(TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(0.0001)]
    [InlineData(1e7)]
    public async Task A_speed_outside_its_range_is_refused(double speed) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Replay.RunAsync(Months.February, Options with { Speed = speed }, null, Cancellation));

    private static string Json(ReplayReport report)
    {
        using var stream = new MemoryStream();
        ReplayReportJson.Write(report, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Listener(Action<ReplayProgress> tell) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => tell(value);
    }
}
