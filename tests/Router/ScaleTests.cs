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

    [Fact, Accepts("I4")]
    public void I4_one_agents_event_costs_the_same_in_a_large_broadcast_queue()
    {
        var small = MostExaminedInBroadcast(members: 50);
        small.ShouldBeGreaterThan(0);
        MostExaminedInBroadcast(members: 1_000).ShouldBeLessThanOrEqualTo(small);
    }

    /// <summary>The most that a decision about one of many holders of an open broadcast looked at.</summary>
    private static long MostExaminedInBroadcast(int members)
    {
        var names = Enumerable.Range(0, members).Select(i => "a" + i).ToArray();
        var queue = QueueOf("q", names) with { Distribution = Contracts.Distribution.Everybody };
        var world = new World { Checks = false };
        world.Configure(SiteOf(names.Select(name => Agent(name)).ToValueList(), queue)).IsAccepted.ShouldBeTrue();
        foreach (var name in names) world.SignIn(name);
        world.Ask(1, "q");
        var most = Examined(world, () => world.Decline("a1", 1));
        most = Math.Max(most, Examined(world, () => world.Unavailable("a2")));
        most = Math.Max(most, Examined(world, () => world.Available("a2")));
        most = Math.Max(most, Examined(world, () => world.SignOut("a3")));
        most = Math.Max(most, Examined(world, () => world.SignIn("a3")));
        world.Inbox("a3").Offers.Count.ShouldBe(1, "who comes joins the open broadcast");
        world.Router.AssertInvariants();
        return most;
    }

    [Fact, Accepts("I4")]
    public void I4_requests_declined_by_few_cost_nothing_when_a_member_leaves()
    {
        var few = ExaminedAsOneLeaves(declined: 1);
        ExaminedAsOneLeaves(declined: 200).ShouldBeLessThanOrEqualTo(few);
    }

    private static long ExaminedAsOneLeaves(int declined)
    {
        var names = Enumerable.Range(0, 20).Select(i => "a" + i).ToArray();
        var world = new World { Checks = false };
        world.Configure(SiteOf(names.Select(name => Agent(name)).ToValueList(), QueueOf("q", names) with { ShutdownThreshold = 999 }));
        world.SignIn("a0");
        world.SignIn("a1");
        foreach (var name in names[1..]) world.SignIn(name);
        foreach (var name in names[1..]) world.Unavailable(name);
        for (var i = 1; i <= declined; i++)
        {
            world.Ask(i, "q");
            world.Decline("a0", i);
        }
        return Examined(world, () => world.SignOut("a5"));
    }

    [Fact, Accepts("R3")]
    public void R3_wanted_skills_that_rank_the_members_alike_share_one_order()
    {
        var world = new World(SiteOf(
            [Agent("ann", 1, new SkillLevel("tax", 5), new SkillLevel("law", 2))],
            QueueOf("q", "ann") with { Distribution = Contracts.Distribution.BestSkill }));
        world.SignIn("ann");
        world.When(Wish(1, "q") with { WantedSkills = ["tax", "law"] });
        world.When(Wish(2, "q") with { WantedSkills = ["law", "tax", "tax"] });
        world.When(Wish(3, "q") with { WantedSkills = ["tax", "flying", "law"] });
        world.Router.State.FindQueue(Queue("q"))!.Indexes.Count.ShouldBe(1);
    }

    [Fact, Accepts("R3")]
    public void R3_the_order_not_asked_for_longest_is_dropped()
    {
        var skills = Enumerable.Range(0, 40).Select(i => new SkillLevel("s" + i, 5)).ToArray();
        var world = new World(SiteOf([Agent("ann", 1, skills)], QueueOf("q", "ann") with { Distribution = Contracts.Distribution.BestSkill }));
        world.SignIn("ann");
        world.When(Wish(100, "q") with { WantedSkills = ["s0"] });
        var queue = world.Router.State.FindQueue(Queue("q"))!;
        var kept = queue.Indexes[^1];
        for (var i = 1; i < 40; i++)
        {
            world.When(Wish(i, "q") with { WantedSkills = ["s" + i] });
            world.When(Wish(100 + i, "q") with { WantedSkills = ["s0"] });
        }
        queue.Indexes.Count.ShouldBe(RoutingBounds.SkillOrders);
        queue.Indexes.ShouldContain(kept);
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
