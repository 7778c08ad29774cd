using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>
/// The replay against queueing formulas: M/M/s+M (Erlang A) with values computed exactly by others. A run is a sample, so that
/// tolerances are about three standard errors of it; the seed is fixed.
/// </summary>
public class ErlangATests
{
    [Fact]
    public void A_lightly_loaded_center_waits_as_computed()
    {
        // pyworkforce (MIT), tests of abandonment: 100 calls in 30 min of 3 min, patience 5 min, 14 agents.
        var all = Play(new ModelEngine(), customers: 60_000, arrivalSeconds: 18, serviceSeconds: 180, patienceSeconds: 300, agents: 14, seed: 1);

        Share(all, outcome => outcome.Fate == RequestFate.Abandoned).ShouldBe(0.013984, 0.002);
        Share(all, outcome => outcome.WaitMilliseconds > 0).ShouldBe(0.14526, 0.008);
        Share(all, outcome => outcome.Fate == RequestFate.Answered && outcome.WaitMilliseconds <= 20_000).ShouldBe(0.916792, 0.006);
        all.Average(outcome => outcome.WaitMilliseconds / 60_000.0).ShouldBe(0.069919, 0.008);
    }

    [Fact]
    public void A_center_with_too_few_agents_loses_as_many_customers_as_computed()
    {
        // queuingSystem, tests of Erlang A: a call in 10 s of 240 s, patience 30 s, 25 agents.
        var all = Play(new ModelEngine(), customers: 60_000, arrivalSeconds: 10, serviceSeconds: 240, patienceSeconds: 30, agents: 25, seed: 2);

        Share(all, outcome => outcome.Fate == RequestFate.Abandoned).ShouldBe(0.0975908, 0.006);
    }

    [Fact]
    public void The_mean_wait_of_a_large_center_is_as_computed()
    {
        // queuingSystem, tests of Erlang A: a call in 10 s of 240 s, patience 300 s, 28 agents.
        var all = Play(new ModelEngine(), customers: 60_000, arrivalSeconds: 10, serviceSeconds: 240, patienceSeconds: 300, agents: 28, seed: 3);

        all.Average(outcome => outcome.WaitMilliseconds / 1000.0).ShouldBe(6.8332618, 0.8);
    }

    private static double Share(IReadOnlyList<RequestOutcome> all, Func<RequestOutcome, bool> which) => (double)all.Count(which) / all.Count;

    private static IReadOnlyList<RequestOutcome> Play(
        IReplayEngine engine, int customers, double arrivalSeconds, double serviceSeconds, double patienceSeconds, int agents, ulong seed)
    {
        var drive = new ReplayDrive(engine, ErlangAScript.Make(customers, arrivalSeconds, serviceSeconds, patienceSeconds, agents, seed), seed);
        while (drive.Next is not null) drive.Step();
        return drive.Outcomes;
    }
}
