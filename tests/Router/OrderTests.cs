using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class OrderTests
{
    private static World Two() => new(SiteOf(
        [Agent("ann"), Agent("bob")],
        QueueOf("first", "bob") with { Members = [new MemberSettings(Person("ann"), 2), new MemberSettings(Person("bob"))] },
        QueueOf("second", "ann")) with { HeadStartSeconds = [0, 60] });

    [Fact, Accepts("R2"), Accepts("I5")]
    public void R2_first_come_first_served_with_a_head_start_by_priority()
    {
        var world = Two();
        world.Ask(1, "second");
        world.Pass(30);
        world.Ask(2, "second");
        world.Pass(20);
        world.When(Wish(3, "second") with { Priority = 1 }).Made!.Position.ShouldBe(1);
        world.SignIn("ann");
        world.OfferedTo(3).ShouldBe("ann");
        world.Take("ann", 3);
        world.End(3);
        world.OfferedTo(1).ShouldBe("ann");
    }

    [Fact, Refuses("R2")]
    public void R2_a_head_start_does_not_pass_one_who_came_still_earlier()
    {
        var world = Two();
        world.Ask(1, "second");
        world.Pass(61);
        world.When(Wish(2, "second") with { Priority = 1 }).Made!.Position.ShouldBe(2);
    }

    [Fact, Accepts("R2")]
    public void R2_an_agent_takes_the_own_personal_queue_first_then_by_rank_then_the_earliest()
    {
        var world = Two();
        world.SignIn("bob");
        world.Ask(9, "first");
        world.Take("bob", 9);
        world.Ask(1, "first");
        world.Pass(1);
        world.Ask(2, "second");
        world.Pass(1);
        world.SignIn("ann");
        world.OfferedTo(2).ShouldBe("ann", "rank 1 goes before an earlier arrival in rank 2");
        world.Take("ann", 2);
        world.When(WishFor(3, "ann"));
        world.Ask(4, "second");
        world.End(2);
        world.OfferedTo(3).ShouldBe("ann", "own personal queue first");
        world.OfferedTo(4).ShouldBeEmpty("the slot is kept back for what nobody else is offered");
    }

    [Fact, Refuses("I5")]
    public void I5_what_comes_back_goes_to_its_place_and_not_to_the_end()
    {
        var world = Two();
        world.SignIn("ann");
        world.Ask(1, "second");
        world.Ask(2, "second");
        world.Take("ann", 1);
        world.When(new ReturnRequest(Site, Request(1), Person("ann"), ReturnReason.AgentLost));
        world.OfferedTo(1).ShouldBe("ann");
        world.Show<PositionView>(new ShowPosition(Site, Request(2))).Position.ShouldBe(2);
    }

    [Fact, Accepts("R21")]
    public void R21_the_position_counts_offered_and_held_ones_and_moves_up()
    {
        var world = Two();
        world.SignIn("ann");
        world.Ask(1, "second");
        world.Ask(2, "second");
        world.Ask(3, "second");
        world.Hold(2, true);
        world.Show<PositionView>(new ShowPosition(Site, Request(3))).Position.ShouldBe(3);
        world.Take("ann", 1);
        world.Show<PositionView>(new ShowPosition(Site, Request(3))).Position.ShouldBe(2);
    }

    [Fact, Refuses("R21")]
    public void R21_the_position_is_not_shown_where_the_queue_says_so_nor_to_one_who_no_longer_waits()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("quiet", "ann") with { ShowPosition = false }, QueueOf("loud", "ann")));
        world.SignIn("ann");
        world.Ask(1, "quiet");
        world.Show<PositionView>(new ShowPosition(Site, Request(1))).Position.ShouldBeNull();
        world.Take("ann", 1);
        world.End(1);
        world.Ask(2, "loud");
        world.Take("ann", 2);
        world.Show<PositionView>(new ShowPosition(Site, Request(2))).Position.ShouldBeNull();
    }

    [Fact, Accepts("R21")]
    public void R21_a_place_is_found_among_many_in_any_order_of_arrival_and_leaving()
    {
        var ranked = new RankedRequests();
        var all = Enumerable.Range(0, 5000)
            .Select(i => new Request(Wish(i, "q"), Start, Start.PlusMilliseconds(i * 7919 % 5003), 1)).ToArray();
        foreach (var request in all) ranked.Add(request);
        var order = all.Order().ToList();
        for (var i = 0; i < order.Count; i += 37) ranked.PlaceOf(order[i]).ShouldBe(i + 1);
        foreach (var gone in order.Where((_, i) => i % 10 != 3).ToArray()) ranked.Remove(gone);
        var left = order.Where((_, i) => i % 10 == 3).ToArray();
        ranked.InOrder().ShouldBe(left);
        for (var i = 0; i < left.Length; i++) ranked.PlaceOf(left[i]).ShouldBe(i + 1);
        ranked.PlaceOf(order[0]).ShouldBe(0);
    }

    [Fact, Accepts("R2"), Accepts("I5")]
    public void R2_each_of_two_agents_freed_at_once_is_given_what_that_agent_takes_first()
    {
        var world = new World(SiteOf(
            [Agent("a"), Agent("b"), Agent("c")],
            Ranked("q1", ("a", 2)),
            Ranked("q2", ("a", 1), ("b", 2)),
            Ranked("q3", ("b", 1))));
        world.SignInAll("b", "a", "c");
        world.When(WishFor(9, "a", "b", "c"));
        world.Ask(1, "q1");
        world.Ask(2, "q2");
        world.Ask(3, "q3");
        world.OfferedTo(1).ShouldBeEmpty("the addressed work keeps the slots back");

        world.Accept("c", 9);
        world.OfferedTo(3).ShouldBe("b", "b, more idle than a, is first for the second request but takes the third before it");
        world.OfferedTo(2).ShouldBe("a");
        world.OfferedTo(1).ShouldBeEmpty();
    }

    [Fact, Accepts("R2"), Accepts("I5")]
    public void R2_where_wishes_go_round_in_a_circle_agents_are_given_what_they_take_first()
    {
        var world = new World(SiteOf(
            [Agent("a", 1, new SkillLevel("tax", 1)), Agent("b", 1, new SkillLevel("tax", 9)), Agent("c")],
            Ranked("q1", ("a", 2), ("b", 1)),
            Ranked("q2", ("a", 1), ("b", 2)) with { Distribution = Contracts.Distribution.BestSkill }));
        world.SignInAll("a", "b", "c");
        world.When(WishFor(9, "a", "b", "c"));
        world.Ask(1, "q1");
        world.When(Wish(2, "q2") with { WantedSkills = ["tax"] });

        world.Accept("c", 9);
        world.OfferedTo(1).ShouldBe("b", "a is more idle, but takes the second before it");
        world.OfferedTo(2).ShouldBe("a", "b knows more of tax, but takes the first before it");
    }

    private static QueueSettings Ranked(string name, params (string Agent, int Rank)[] members) =>
        QueueOf(name) with { Members = members.Select(each => new MemberSettings(Person(each.Agent), each.Rank)).ToValueList() };
}
