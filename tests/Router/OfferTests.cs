using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class OfferTests
{
    private static World Sales() => new(SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "ann", "bob")));

    [Fact, Accepts("R7")]
    public void R7_an_exclusive_offer_that_expires_makes_its_agent_unavailable_and_moves_on_at_once()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Pass(29);
        world.OfferedTo(1).ShouldBe("ann");
        world.Pass(1);
        world.OfferedTo(1).ShouldBe("bob");
        world.AgentView("ann").ShouldSatisfyAllConditions(
            ann => ann.State.ShouldBe(AgentState.Unavailable), ann => ann.Reason.ShouldBe("no answer"));
        world.News().OfType<AgentStateChanged>().ShouldContain(told => told.Agent == Person("ann") && told.Reason == "no answer");
    }

    [Fact, Refuses("R7")]
    public void R7_a_broadcast_offer_that_expires_leaves_its_agents_available()
    {
        var world = new World(SiteOf(
            [Agent("ann"), Agent("bob")], QueueOf("sales", "ann", "bob") with { Distribution = Contracts.Distribution.Everybody }));
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Pass(30);
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
        world.OfferedTo(1).ShouldBe("ann bob", "nobody else is left: a new round at once");
        world.Inbox("ann").Offers.Single().Offer.ShouldBe(2);
    }

    [Fact, Accepts("R7")]
    public void R7_one_who_declined_is_not_offered_it_again_until_the_time_is_over()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Decline("ann", 1);
        world.OfferedTo(1).ShouldBe("bob");
        world.Unavailable("bob");
        world.OfferedTo(1).ShouldBe("ann", "both have declined: nobody else is left");
        world.Decline("ann", 1);
        world.OfferedTo(1).ShouldBeEmpty();
        world.Pass(60);
        world.OfferedTo(1).ShouldBe("ann");
    }

    [Fact, Accepts("R7")]
    public void R7_the_sole_agent_is_offered_it_again_at_once_as_nobody_else_is_left()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Decline("ann", 1);
        world.OfferedTo(1).ShouldBe("ann");
        world.Explain(1).Decisions.Select(each => each.Kind).ShouldBe(
            [DecisionKind.Queued, DecisionKind.Offered, DecisionKind.Declined, DecisionKind.Lifted, DecisionKind.Offered]);
    }

    [Fact, Accepts("R7")]
    public void R7_when_all_have_left_the_first_to_come_is_offered_what_they_declined_before()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Decline("ann", 1);
        world.SignOut("ann");
        world.SignOut("bob");
        world.OfferedTo(1).ShouldBeEmpty();
        world.SignIn("ann");
        world.OfferedTo(1).ShouldBe("ann", "nobody else is left");
    }

    [Fact, Accepts("R7")]
    public void R7_turning_unavailable_declines_every_open_offer()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Unavailable("ann");
        world.News().OfType<OfferEnded>().Single().End.ShouldBe(OfferEnd.Declined);
        world.OfferedTo(1).ShouldBe("bob");
        world.AgentView("ann").Counters.Declined.ShouldBe(1);
    }

    [Fact, Refuses("R7")]
    public void R7_an_answer_to_an_offer_that_is_over_is_refused()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Pass(30);
        world.Accept("ann", 1, 1).Refusal!.Reason.ShouldBe(RefusalReason.OfferOver);
        world.Accept("bob", 1, 1).Refusal!.Reason.ShouldBe(RefusalReason.OfferOver, "bob's offer has another number");
        world.When(new DeclineOffer(world.Command(), Site, Person("ann"), Request(1), 1)).Refusal!.Reason.ShouldBe(RefusalReason.OfferOver);
        world.Accept("bob", 1, 2).IsAccepted.ShouldBeTrue();
    }

    [Fact, Accepts("R7")]
    public void R7_accepted_but_not_joined_it_regains_its_place_and_the_agent_is_unavailable()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Ask(2, "sales");
        world.Accept("ann", 1);
        world.Pass(14);
        world.AgentOf(1).ShouldBe("ann");
        world.Pass(1);
        world.AgentOf(1).ShouldBeNull();
        world.Told.ShouldContain(new UnassignSession(Site, Session(1), Request(1), Person("ann")));
        world.AgentView("ann").Reason.ShouldBe("no answer");
        world.Show<PositionView>(new ShowPosition(Site, Request(1))).Position.ShouldBe(1);
        world.News().OfType<RequestReturned>().Single().Reason.ShouldBe(ReturnReason.NotJoined);
    }

    [Fact, Refuses("R7")]
    public void R7_one_who_joined_in_time_keeps_it()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Pass(100);
        world.AgentOf(1).ShouldBe("ann");
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
    }

    [Fact, Accepts("R20"), Refuses("R20")]
    public void R20_an_agent_who_accepts_as_the_customer_leaves_is_told_and_keeps_the_idle_time()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.End(1, RequestEnd.Abandoned);
        world.News().OfType<OfferEnded>().Single().End.ShouldBe(OfferEnd.Gone);

        world.Accept("ann", 1, 1).Refusal!.Reason.ShouldBe(RefusalReason.RequestGone);
        world.AgentView("ann").Counters.Declined.ShouldBe(0);
        world.Summary("sales").Counters.Abandoned.ShouldBe(1);
        world.Ask(2, "sales");
        world.OfferedTo(2).ShouldBe("ann", "still the most idle");
    }

    [Fact, Refuses("R20")]
    public void R20_after_a_while_a_gone_request_is_unknown()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.End(1, RequestEnd.Abandoned);
        world.Ask(2, "sales");
        world.Pass(RoutingBounds.EndedRequestSeconds + 1);
        world.End(2, RequestEnd.Abandoned);
        world.Accept("ann", 1, 1).Refusal!.Reason.ShouldBe(RefusalReason.UnknownRequest);
    }

    [Fact, Accepts("R7")]
    public void R7_after_a_gap_offers_and_joins_have_as_much_time_left_as_before()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Pass(20);
        world.Resume(100_000);
        world.Report("ann", ConnectionChange.Opened);
        world.Pass(9);
        world.OfferedTo(1).ShouldBe("ann");
        world.Pass(1);
        world.OfferedTo(1).ShouldBe("bob");
    }

    [Fact, Accepts("R7")]
    public void R7_an_offer_whose_lapsing_was_set_aside_can_still_be_accepted()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.ParkNext();
        world.Pass(600);
        world.Accept("ann", 1).IsAccepted.ShouldBeTrue();
    }

    [Fact, Accepts("R7")]
    public void R7_an_offer_whose_lapsing_was_set_aside_can_still_be_declined()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.ParkNext();
        world.Pass(600);
        world.Decline("ann", 1).IsAccepted.ShouldBeTrue();
        world.OfferedTo(1).ShouldBe("bob");
    }

    [Fact, Accepts("R7")]
    public void R7_an_agent_whose_join_deadline_was_set_aside_may_still_join()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Accept("ann", 1);
        world.ParkNext();
        world.Pass(600);
        world.AgentOf(1).ShouldBe("ann");
        world.Reload();
        world.Join("ann", 1);
        world.Inbox("ann").Assigned.Single().Joined.ShouldBeTrue();
    }
}
