using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class AcceptingTests
{
    private static World Sales(int maxSessions = 1) =>
        new(SiteOf([Agent("ann", maxSessions), Agent("bob", maxSessions), Csr("cid")], QueueOf("sales", "ann", "bob"), QueueOf("help", "ann")));

    [Fact, Accepts("R1")]
    public void R1_a_repeat_is_answered_as_it_was_and_queues_nothing()
    {
        var world = Sales();
        world.Ask(1, "sales");
        world.Ask(2, "sales").Made!.Position.ShouldBe(2);
        world.End(1, RequestEnd.Withdrawn);

        world.Ask(2, "sales").Made!.Position.ShouldBe(2);
        world.Facts.ShouldBeEmpty();
    }

    [Fact, Refuses("R1")]
    public void R1_another_request_under_a_known_id_is_refused()
    {
        var world = Sales();
        world.Ask(1, "sales");
        world.Ask(1, "help").Refusal!.Reason.ShouldBe(RefusalReason.RequestIdReused);

        world.End(1, RequestEnd.Abandoned);
        world.Ask(1, "sales").Refusal!.Reason.ShouldBe(RefusalReason.RequestIdReused);
    }

    [Fact, Refuses("R1")]
    public void R1_an_unknown_queue_a_closed_one_no_target_and_a_priority_out_of_range_are_refused()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("sales", "ann") with { Open = false }));
        world.Ask(1, "nowhere").Refusal!.Reason.ShouldBe(RefusalReason.UnknownQueue);
        world.Ask(1, "sales").Refusal!.Reason.ShouldBe(RefusalReason.QueueClosed);
        world.When(Wish(1, "sales") with { Target = new RoutingTarget(null, []) }).Refusal!.Reason.ShouldBe(RefusalReason.TargetMissing);
        world.When(Wish(1, "sales") with { Target = new RoutingTarget(Queue("sales"), [Person("ann")]) })
            .Refusal!.Reason.ShouldBe(RefusalReason.TargetMissing);
        world.When(Wish(1, "sales") with { Priority = 1 }).Refusal!.Field.ShouldBe("priority");
    }

    [Fact, Refuses("R1")]
    public void R1_a_site_without_settings_takes_nothing()
    {
        var world = new World();
        world.Ask(1, "sales").Refusal!.Reason.ShouldBe(RefusalReason.UnknownSite);
        world.SignIn("ann").Refusal!.Reason.ShouldBe(RefusalReason.UnknownSite);
    }

    [Fact, Accepts("R11"), Refuses("R11")]
    public void R11_with_as_many_waiting_as_the_threshold_new_ones_are_refused_until_one_leaves()
    {
        var world = new World(SiteOf([Agent("ann")], QueueOf("sales", "ann") with { ShutdownThreshold = 50 }));
        for (var i = 1; i <= 50; i++) world.Ask(i, "sales").Made!.Position.ShouldBe(i);

        var refused = world.Ask(51, "sales");
        refused.Refusal!.Reason.ShouldBe(RefusalReason.QueueFull);
        refused.Refusal.Names.ShouldBe(["sales"]);

        world.End(7, RequestEnd.Abandoned);
        world.Ask(51, "sales").IsAccepted.ShouldBeTrue();
    }

    [Fact, Accepts("R1")]
    public void R1_a_transfer_frees_the_giver_in_the_same_step()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Ask(2, "help");
        world.OfferedTo(2).ShouldBeEmpty();

        world.When(Wish(3, "sales") with { Giver = Person("ann"), GiverRequest = Request(1), Session = Session(1) });

        world.News().OfType<RequestEnded>().Single().ShouldSatisfyAllConditions(
            ended => ended.Request.ShouldBe(Request(1)), ended => ended.End.ShouldBe(RequestEnd.TransferredOn));
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Accepts("R1")]
    public void R1_a_transfer_of_a_self_started_session_releases_its_slot()
    {
        var world = Sales();
        world.SignIn("ann");
        world.When(new OccupySlot(Site, Person("ann"), Session(9), "web")).IsAccepted.ShouldBeTrue();
        world.When(Wish(1, "help") with { Giver = Person("ann"), Session = Session(9) }).IsAccepted.ShouldBeTrue();
        world.AgentView("ann").Sessions.ShouldBe(0);
    }

    [Fact, Refuses("R16")]
    public void R16_addressees_that_cannot_be_are_all_named()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        var refusal = world.When(WishFor(1, "ann", "bob", "cid", "zoe") with { Giver = Person("ann") }).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.AddresseeInvalid);
        refusal.Names.ShouldBe(["ann", "cid", "zoe"]);
    }

    [Fact, Refuses("R16")]
    public void R16_addressees_who_are_all_signed_out_are_refused_without_a_fallback_queue()
    {
        var world = Sales();
        world.When(WishFor(1, "ann", "bob")).Refusal!.ShouldSatisfyAllConditions(
            refusal => refusal.Reason.ShouldBe(RefusalReason.AddresseesSignedOut), refusal => refusal.Names.ShouldBe(["ann", "bob"]));
    }

    [Fact, Accepts("R16")]
    public void R16_with_a_fallback_queue_work_for_signed_out_agents_goes_there_at_once()
    {
        var world = new World(SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "bob")) with { FallbackQueue = Queue("sales") });
        world.SignIn("bob");
        world.When(WishFor(1, "ann")).IsAccepted.ShouldBeTrue();
        world.OfferedTo(1).ShouldBe("bob");
        world.News().OfType<RequestQueued>().Single().Target.Queue.ShouldBe(Queue("sales"));
    }

    [Fact, Accepts("R16")]
    public void R16_addressed_work_is_offered_to_all_addressees_and_the_first_to_accept_has_it()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.When(WishFor(1, "ann", "bob"));
        world.OfferedTo(1).ShouldBe("ann bob");

        world.Accept("bob", 1);
        world.News().OfType<OfferEnded>().ShouldContain(new OfferEnded(Site, Request(1), 1, [Person("ann")], OfferEnd.Taken));
        world.AgentOf(1).ShouldBe("bob");
    }

    [Fact, Accepts("R16")]
    public void R16_one_who_declines_is_out_for_good_and_when_all_are_it_goes_to_the_fallback_queue_with_its_arrival()
    {
        var world = new World(SiteOf([Agent("ann"), Agent("bob"), Agent("cid")], QueueOf("sales", "cid")) with { FallbackQueue = Queue("sales") });
        world.SignInAll("ann", "bob", "cid");
        world.Unavailable("cid");
        world.When(WishFor(1, "ann", "bob"));
        world.Pass(1);
        world.Ask(2, "sales");
        world.Decline("ann", 1);
        world.Pass(25);
        world.OfferedTo(1).ShouldBe("bob");

        world.Pass(10);
        world.Facts.OfType<RequestMovedOn>().Single().Queue.ShouldBe(Queue("sales"));
        world.Show<PositionView>(new ShowPosition(Site, Request(1))).Position.ShouldBe(1);
        world.AgentView("bob").State.ShouldBe(AgentState.Available);
    }

    [Fact, Accepts("R16")]
    public void R16_without_a_fallback_queue_it_waits_and_notifies_and_an_addressee_may_pick_it()
    {
        var world = Sales();
        world.SignIn("ann");
        world.When(WishFor(1, "ann"));
        world.Decline("ann", 1);
        world.News().OfType<RequestStranded>().Single().Addressees.ShouldBe([Person("ann")]);
        world.OfferedTo(1).ShouldBeEmpty();

        world.Pick("bob", 1).Refusal.ShouldNotBeNull();
        world.Pick("ann", 1).IsAccepted.ShouldBeTrue();
    }

    [Fact, Accepts("R16")]
    public void R16_it_waits_for_an_addressee_who_is_full()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Ask(1, "help");
        world.Take("ann", 1);
        world.When(WishFor(2, "ann")).IsAccepted.ShouldBeTrue();
        world.OfferedTo(2).ShouldBeEmpty();
        world.End(1);
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Accepts("R16")]
    public void R16_an_addressee_who_assists_already_has_it_at_once()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("bob");
        var verdict = world.When(WishFor(1, "ann", "bob") with { Assisting = [Person("bob")] });
        verdict.Made!.Position.ShouldBe(1);
        world.AgentOf(1).ShouldBe("bob");
        world.Told.OfType<AssignSession>().Single().Agent.ShouldBe(Person("bob"));
        world.Pass(60);
        world.AgentOf(1).ShouldBe("bob");
        world.Inbox("bob").Assigned.Single().Joined.ShouldBeTrue();
    }

    [Fact, Accepts("R18")]
    public void R18_it_is_not_offered_to_its_giver_until_the_time_is_over()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("bob");
        world.When(Wish(1, "sales") with { Giver = Person("ann") });
        world.OfferedTo(1).ShouldBeEmpty();
        world.Explain(1).Decisions[^1].PassedOver.ShouldContain(new PassedOverView(PassedOverReason.Giver, 1, [Person("ann")]));

        world.Pass(299);
        world.OfferedTo(1).ShouldBeEmpty();
        world.Pass(1);
        world.OfferedTo(1).ShouldBe("ann");
    }

    [Fact, Refuses("R18")]
    public void R18_does_not_hold_for_picking_nor_when_nobody_else_is_signed_in()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("bob");
        world.When(Wish(1, "sales") with { Giver = Person("ann") });
        world.When(Wish(2, "sales") with { Giver = Person("ann") });
        world.Pick("ann", 1).IsAccepted.ShouldBeTrue();
        world.End(1);
        world.OfferedTo(2).ShouldBeEmpty();
        world.SignOut("bob");
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Accepts("S10")]
    public void S10_a_request_that_comes_held_is_not_offered_until_a_customer_is_back()
    {
        var world = Sales();
        world.SignIn("ann");
        world.When(Wish(1, "sales") with { Held = true }).IsAccepted.ShouldBeTrue();
        world.News().OfType<OfferMade>().ShouldBeEmpty();
        world.AgentView("ann").Counters.Offered.ShouldBe(0);
        world.Hold(1, held: true);
        world.Facts.ShouldBeEmpty();
        world.Hold(1, held: false);
        world.OfferedTo(1).ShouldBe("ann");
    }

    [Fact, Accepts("S10")]
    public void S10_a_request_held_before_its_agent_joined_goes_back_without_being_offered()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Accept("ann", 1);
        world.Hold(1, held: true);
        world.Pass(15);
        world.Facts.OfType<OffersOpened>().ShouldBeEmpty();
        world.AgentOf(1).ShouldBeNull();
        world.Hold(1, held: false);
        world.OfferedTo(1).ShouldBe("bob");
    }
}
