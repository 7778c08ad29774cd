using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class PickingTests
{
    private static World Sales() => new(SiteOf(
        [Agent("ann"), Agent("bob"), Agent("cid")], QueueOf("sales", "ann", "bob"), QueueOf("fixed", "ann") with { Picking = false }));

    [Fact, Accepts("R4")]
    public void R4_an_unavailable_agent_picks_a_specific_request()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Unavailable("ann");
        world.Ask(1, "sales");
        world.Ask(2, "sales");
        world.Pick("ann", 2).Made!.Session.ShouldBe(Session(2));
        world.AgentOf(2).ShouldBe("ann");
        world.Explain(2).Decisions[^1].Rule.ShouldBe("R4 picked");
    }

    [Fact, Refuses("R4")]
    public void R4_of_two_who_pick_the_same_one_wins_and_the_other_is_told()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Unavailable("ann");
        world.Unavailable("bob");
        world.Ask(1, "sales");
        world.Pick("ann", 1);
        world.Pick("bob", 1).Refusal!.Reason.ShouldBe(RefusalReason.TakenByAnother);
    }

    [Fact, Refuses("R4")]
    public void R4_not_under_anothers_exclusive_offer_but_under_ones_own()
    {
        var world = Sales();
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.OfferedTo(1).ShouldBe("ann");
        var refusal = world.Pick("bob", 1).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.OfferedToAnother);
        refusal.Names.ShouldBe(["ann"]);
        refusal.Message.ShouldBe("The request is offered to ann until 2026-03-02T09:00:32.000Z. Try again then, if it still waits.");
        world.Pick("ann", 1).IsAccepted.ShouldBeTrue();
    }

    [Fact, Refuses("R4")]
    public void R4_refuses_the_full_the_stranger_the_signed_out_and_where_picking_is_off()
    {
        var world = Sales();
        world.Ask(1, "sales");
        world.Ask(2, "fixed");
        world.Pick("ann", 1).Refusal!.Reason.ShouldBe(RefusalReason.AgentSignedOut);
        world.SignIn("cid");
        world.Pick("cid", 1).Refusal!.Reason.ShouldBe(RefusalReason.NotAMember);
        world.SignIn("ann");
        world.Unavailable("ann");
        world.Pick("ann", 2).Refusal!.Reason.ShouldBe(RefusalReason.PickingNotAllowed);
        world.When(new OccupySlot(Site, Person("ann"), Session(9), "web"));
        var full = world.Pick("ann", 1).Refusal!;
        full.Reason.ShouldBe(RefusalReason.AgentFull);
        full.Message.ShouldContain("1 of 1");
        world.Pick("ann", 77).Refusal!.Reason.ShouldBe(RefusalReason.UnknownRequest);
    }

    [Fact, Refuses("R4")]
    public void R4_a_held_request_cannot_be_picked()
    {
        var world = Sales();
        world.SignIn("ann");
        world.Unavailable("ann");
        world.Ask(1, "sales");
        world.Hold(1, true);
        world.Pick("ann", 1).Refusal!.Reason.ShouldBe(RefusalReason.RequestOnHold);
    }
}
