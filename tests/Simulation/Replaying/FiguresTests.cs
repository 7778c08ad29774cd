using AcdRouter.Simulation.Replaying;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Replaying;

public class FiguresTests
{
    private static readonly DateOnly Day = new(1999, 2, 1);

    [Fact, Accepts("R24")]
    public void R24_answered_within_20_s_counts_of_all_offered()
    {
        var figures = Figures.Of(
            [Answered(0, 0), Answered(10, 20), Answered(100, 21), Abandoned(200, 5)], new AgentTime(30_000, 120_000));

        (figures.Requests, figures.Answered, figures.Abandoned, figures.Refused).ShouldBe((4, 3, 1, 0));
        figures.ServiceLevel.ShouldBe(0.5);
        figures.AbandonedShare.ShouldBe(0.25);
        figures.AverageSpeedOfAnswerSeconds!.Value.ShouldBe(41 / 3.0, 1e-9);
        figures.Occupancy.ShouldBe(0.25);
    }

    [Fact, Refuses("R24")]
    public void R24_a_day_without_requests_has_no_shares_and_no_means()
    {
        var figures = Figures.Of([], default);

        (figures.Requests, figures.AbandonedShare, figures.AverageSpeedOfAnswerSeconds, figures.ServiceLevel, figures.Occupancy, figures.LongestQueue)
            .ShouldBe((0, null, null, null, null, 0));
    }

    [Fact]
    public void The_longest_queue_counts_who_waits_at_once()
    {
        // 0–30, 10–20, 20–25: who leaves at 20 makes room before who comes at 20. Who is answered at once never waits.
        Figures.Of([Answered(0, 30), Abandoned(10, 10), Answered(20, 5), Answered(22, 0)], default).LongestQueue.ShouldBe(2);
        Figures.Of([Answered(0, 0), Answered(0, 0)], default).LongestQueue.ShouldBe(0);
    }

    private static RequestOutcome Answered(int arrival, int wait) => new(Day, arrival * 1000L, wait * 1000L, RequestFate.Answered);

    private static RequestOutcome Abandoned(int arrival, int wait) => new(Day, arrival * 1000L, wait * 1000L, RequestFate.Abandoned);
}
