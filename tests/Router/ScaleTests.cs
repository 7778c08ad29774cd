using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

/// <summary>Cost is counted in candidates looked at, not in time, so that it is the same on any machine.</summary>
public sealed class ScaleTests
{
    private const int MembersOfAQueue = 50;

    /// <summary>Commands go to the same ten queues and hundred agents in every size; what differs is who happens to have declined.</summary>
    private const int Slack = 20;

    [Fact, Accepts("I4")]
    public void I4_the_work_of_a_decision_grows_neither_with_the_agents_nor_with_the_backlog()
    {
        var few = MostExamined(agents: 100, queues: 10, backlog: 0);
        few.ShouldBeGreaterThan(0);
        MostExamined(agents: 10_000, queues: 1_000, backlog: 0).ShouldBeLessThanOrEqualTo(few + Slack);
        MostExamined(agents: 10_000, queues: 1_000, backlog: 50_000).ShouldBeLessThanOrEqualTo(few + Slack);
    }

    /// <summary>The most that one decision looked at, over a mix of requests, answers, ends and agents going and coming.</summary>
    private static long MostExamined(int agents, int queues, int backlog)
    {
        var world = Large(agents, queues);
        for (var i = 1; i <= backlog; i++) world.Ask(i, "q" + (i % queues));
        for (var i = 0; i < agents; i++) world.SignIn("a" + i);
        var most = 0L;
        var next = backlog;
        for (var round = 0; round < 200; round++)
        {
            var agent = "a" + (round * 37 % 100);
            var request = world.Inbox(agent).Offers;
            most = Math.Max(most, Examined(world, () => world.Ask(++next, "q" + (next % 10))));
            if (request.Count == 0) continue;
            var number = int.Parse(request[0].Request.Value.ToString()[^12..], System.Globalization.CultureInfo.InvariantCulture);
            most = Math.Max(most, Examined(world, () => world.Accept(agent, number)));
            most = Math.Max(most, Examined(world, () => world.Join(agent, number)));
            most = Math.Max(most, Examined(world, () => world.End(number)));
            most = Math.Max(most, Examined(world, () => world.Unavailable(agent)));
            most = Math.Max(most, Examined(world, () => world.Available(agent)));
        }
        world.Router.AssertInvariants();
        return most;
    }

    private static long Examined(World world, Action act)
    {
        var before = world.Router.State.Examined;
        act();
        return world.Router.State.Examined - before;
    }

    private static World Large(int agents, int queues)
    {
        var people = Enumerable.Range(0, agents).Select(i => Agent("a" + i)).ToValueList();
        var all = Enumerable.Range(0, queues).Select(q => QueueOf(
            "q" + q, [.. Enumerable.Range(0, MembersOfAQueue).Select(m => "a" + (((q * agents / queues) + m) % agents))]) with
        {
            ShutdownThreshold = 999,
        });
        var world = new World { Checks = false };
        world.Configure(SiteOf(people, [.. all])).IsAccepted.ShouldBeTrue();
        return world;
    }
}
