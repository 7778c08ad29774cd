using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class AgentStateTests
{
    private static World Sales(int wrapUpSeconds = 0, int maxSessions = 1) => new(SiteOf(
        [Agent("ann", maxSessions), Agent("bob"), Csr("cid")], QueueOf("sales", "ann", "bob") with { WrapUpSeconds = wrapUpSeconds }));

    [Fact, Refuses("R17")]
    public void R17_only_agents_sign_in()
    {
        var world = Sales();
        world.SignIn("cid").Refusal!.Reason.ShouldBe(RefusalReason.PrivilegeMissing);
        world.SignIn("zoe").Refusal!.Reason.ShouldBe(RefusalReason.UnknownPerson);
    }

    [Fact, Refuses("R17")]
    public void R17_a_lower_ordinal_changes_nothing()
    {
        var world = Sales();
        world.When(new SignIn(world.Command(), Site, Person("ann"), 10));
        world.When(new SignOut(world.Command(), Site, Person("ann"), 9)).IsAccepted.ShouldBeTrue();
        world.Facts.ShouldBeEmpty();
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
    }

    [Fact, Accepts("R17"), Refuses("R17")]
    public void R17_unavailable_needs_a_reason_of_the_sites_list()
    {
        var world = Sales();
        world.Unavailable("ann").Refusal!.Reason.ShouldBe(RefusalReason.AgentSignedOut);
        world.SignIn("ann");
        var refusal = world.Unavailable("ann", "nap").Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.UnknownUnavailableReason);
        refusal.Names.ShouldBe(["break", "meeting", "training"]);
        world.Unavailable("ann", "meeting").IsAccepted.ShouldBeTrue();
        world.AgentView("ann").Reason.ShouldBe("meeting");
        world.Available("ann");
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
    }

    [Fact, Accepts("R17")]
    public void R17_wrap_up_holds_the_slot_for_the_queues_time()
    {
        var world = Sales(wrapUpSeconds: 20);
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Ask(2, "sales");
        world.End(1);
        world.AgentView("ann").State.ShouldBe(AgentState.WrapUp);
        world.OfferedTo(2).ShouldBeEmpty();
        world.Pass(20);
        world.OfferedTo(2).ShouldBe("ann");
        world.AgentView("ann").Counters.WrapUpMilliseconds.ShouldBe(20_000);
    }

    [Fact, Accepts("R17"), Refuses("R17")]
    public void R17_wrap_up_is_ended_early_or_extended_within_bounds()
    {
        var world = Sales(wrapUpSeconds: 20);
        world.SignIn("ann");
        world.When(new ChangeWrapUp(world.Command(), Site, Person("ann"), Request(1), null)).Refusal!.Reason.ShouldBe(RefusalReason.NotInWrapUp);
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.End(1);
        world.When(new ChangeWrapUp(world.Command(), Site, Person("ann"), Request(1), 3601)).Refusal!.Reason.ShouldBe(RefusalReason.InvalidField);
        world.When(new ChangeWrapUp(world.Command(), Site, Person("ann"), Request(1), 40)).IsAccepted.ShouldBeTrue();
        world.News().OfType<AgentWrapUpExtended>().Single().Agent.ShouldBe(Person("ann"));
        world.Pass(59);
        world.Inbox("ann").WrapUps.Count.ShouldBe(1);
        world.When(new ChangeWrapUp(world.Command(), Site, Person("ann"), Request(1), null)).IsAccepted.ShouldBeTrue();
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
    }

    [Fact, Accepts("R17")]
    public void R17_signing_out_ends_with_the_last_session_and_takes_no_offers_meanwhile()
    {
        var world = Sales(wrapUpSeconds: 20, maxSessions: 2);
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Ask(2, "sales");
        world.OfferedTo(2).ShouldBe("ann");
        world.SignOut("ann");
        world.AgentView("ann").State.ShouldBe(AgentState.SigningOut);
        world.OfferedTo(2).ShouldBeEmpty();
        world.News().OfType<OfferEnded>().Single().End.ShouldBe(OfferEnd.AgentBusy);
        world.End(1);
        world.AgentView("ann").State.ShouldBe(AgentState.SignedOut);
        world.AgentView("ann").Counters.Declined.ShouldBe(0);
    }

    [Fact, Accepts("R17")]
    public void R17_a_lost_connection_withdraws_offers_after_its_grace_and_returns_by_itself()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Report("ann", ConnectionChange.Lost);
        world.Pass(5);
        world.Ask(1, "sales");
        world.Pass(24);
        world.OfferedTo(1).ShouldBe("ann", "within the grace nothing changes");
        world.Pass(1);
        world.OfferedTo(1).ShouldBeEmpty();
        world.AgentView("ann").Reason.ShouldBe("connection lost");

        world.Report("ann", ConnectionChange.Opened);
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
        world.OfferedTo(1).ShouldBe("ann");
    }

    [Fact, Accepts("R17")]
    public void R17_one_who_was_unavailable_before_the_line_was_lost_is_so_again()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Unavailable("ann", "meeting");
        world.Report("ann", ConnectionChange.Farewell);
        world.Pass(30);
        world.AgentView("ann").Reason.ShouldBe("connection lost");
        world.Report("ann", ConnectionChange.Opened);
        world.AgentView("ann").Reason.ShouldBe("meeting");
    }

    [Fact, Refuses("R17")]
    public void R17_only_the_connection_opened_last_counts()
    {
        var world = Sales();
        var other = new ConnectionId(Id(77));
        world.SignIn("ann");
        world.Report("ann", other, ConnectionChange.Opened);
        world.Report("ann", ConnectionChange.Lost);
        world.Pass(60);
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
        world.Report("ann", other, ConnectionChange.Lost);
        world.Pass(30);
        world.AgentView("ann").State.ShouldBe(AgentState.Unavailable);
    }

    [Fact, Accepts("R17")]
    public void R17_signed_in_and_never_connected_counts_as_lost_and_is_signed_out_later()
    {
        var world = Sales();
        world.When(new SignIn(world.Command(), Site, Person("ann"), 1));
        world.Pass(30);
        world.AgentView("ann").Reason.ShouldBe("connection lost");
        world.Pass(RoutingBounds.SignOutAfterLossSeconds - 31);
        world.AgentView("ann").State.ShouldBe(AgentState.Unavailable);
        world.Pass(1);
        world.AgentView("ann").State.ShouldBe(AgentState.SignedOut);
    }

    [Fact, Accepts("R17")]
    public void R17_after_a_gap_every_connection_counts_as_lost_with_full_grace()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Resume(3_600_000);
        world.Report("bob", ConnectionChange.Opened);
        world.Pass(29);
        world.AgentView("ann").State.ShouldBe(AgentState.Available);
        world.Pass(1);
        world.AgentView("ann").Reason.ShouldBe("connection lost");
        world.AgentView("bob").State.ShouldBe(AgentState.Available);
    }
}
