using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class CapacityTests
{
    private static World Sales(int maxSessions = 2) => new(SiteOf(
        [Agent("ann", maxSessions), Csr("cid", 1)], QueueOf("sales", "ann")) with { Channels = [new ChannelSettings("video", 2)] });

    [Fact, Accepts("R6"), Accepts("I2")]
    public void R6_offers_stop_when_the_slots_are_taken_by_offers_and_sessions()
    {
        var world = Sales();
        world.SignIn("ann");
        for (var i = 1; i <= 3; i++) world.Ask(i, "sales");
        world.OfferedTo(1).ShouldBe("ann");
        world.OfferedTo(2).ShouldBe("ann");
        world.OfferedTo(3).ShouldBeEmpty("an exclusive offer holds its slot");
        world.Take("ann", 1);
        world.OfferedTo(3).ShouldBeEmpty();
    }

    [Fact, Accepts("R6")]
    public void R6_a_channel_may_take_several_slots()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.When(Wish(2, "sales") with { Channel = "video" });
        world.OfferedTo(2).ShouldBeEmpty();
        world.Ask(3, "sales");
        world.OfferedTo(3).ShouldBe("ann", "one slot is left, and the video session needs two");
        world.End(1);
        world.End(3);
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Refuses("R6"), Refuses("I2")]
    public void R6_one_session_too_many_is_refused_naming_the_limit()
    {
        var world = Sales();
        world.When(new OccupySlot(Site, Person("cid"), Session(1), "web")).IsAccepted.ShouldBeTrue();
        world.When(new OccupySlot(Site, Person("cid"), Session(1), "web")).IsAccepted.ShouldBeTrue("a repeat takes no second slot");
        var refusal = world.When(new OccupySlot(Site, Person("cid"), Session(2), "web")).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.SessionLimitReached);
        refusal.Message.ShouldContain("1 of 1");
        world.When(new ReleaseSlot(Site, Person("cid"), Session(1)));
        world.When(new OccupySlot(Site, Person("cid"), Session(2), "web")).IsAccepted.ShouldBeTrue();
    }

    [Fact, Refuses("R6")]
    public void R6_someone_without_an_account_for_sessions_has_no_slot()
    {
        Sales().When(new OccupySlot(Site, Person("zoe"), Session(1), "web")).Refusal!.Reason.ShouldBe(RefusalReason.UnknownPerson);
    }

    [Fact, Accepts("R6")]
    public void R6_control_passed_on_takes_the_slot_and_the_request_along()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.When(new MoveSlot(Site, Session(1), Request(1), "web", Person("ann"), Person("cid"))).IsAccepted.ShouldBeTrue();
        world.AgentOf(1).ShouldBe("cid");
        world.AgentView("ann").Sessions.ShouldBe(0);

        world.When(new OccupySlot(Site, Person("ann"), Session(8), "web"));
        var refusal = world.When(new MoveSlot(Site, Session(8), null, "web", Person("ann"), Person("cid"))).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.AgentFull);
        world.End(1);
        world.When(new MoveSlot(Site, Session(8), null, "web", Person("ann"), Person("cid"))).IsAccepted.ShouldBeTrue();
        world.AgentView("ann").Sessions.ShouldBe(0);
    }

    [Fact, Accepts("I4")]
    public void I4_a_slot_that_comes_free_takes_the_next_in_line_at_once()
    {
        var world = Sales(1);
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Ask(2, "sales");
        world.End(1);
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Refuses("I4")]
    public void I4_a_lost_line_waits_while_an_agent_is_free_and_is_offered_when_it_is_back()
    {
        var world = Sales(1);
        world.Ask(1, "sales");
        world.Hold(1, true);
        world.SignIn("ann");
        world.OfferedTo(1).ShouldBeEmpty();
        world.Hold(1, false);
        world.OfferedTo(1).ShouldBe("ann");
        world.Hold(1, true);
        world.News().OfType<OfferEnded>().Single().End.ShouldBe(OfferEnd.Gone);
    }

    [Fact, Accepts("I1"), Accepts("I3"), Refuses("I3")]
    public void I3_a_request_has_one_agent_and_ends_once()
    {
        var world = Sales(1);
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.End(1);
        world.News().OfType<RequestEnded>().Count().ShouldBe(1);
        world.End(1, RequestEnd.Abandoned);
        world.Facts.ShouldBeEmpty();
    }
}
