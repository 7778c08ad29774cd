using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

/// <summary>What becomes of work addressed to agents when those agents leave.</summary>
public sealed class AddressedWorkTests
{
    private static SiteSettings Site3(int version = 1) =>
        SiteOf([Agent("ann"), Agent("bob"), Agent("cid")], QueueOf("sales", "cid")) with { Version = version };

    private static SiteSettings WithFallback => Site3() with { FallbackQueue = Queue("sales") };

    private static SiteSettings WithoutAnnsPrivilege(int version) =>
        Site3(version) with { People = [Csr("ann"), Agent("bob"), Agent("cid")] };

    [Fact, Accepts("R16")]
    public void R16_when_the_last_addressee_signs_out_it_goes_to_the_fallback_queue_and_keeps_its_place()
    {
        var world = new World(WithFallback);
        world.SignInAll("ann", "bob", "cid");
        world.Unavailable("ann");
        world.Unavailable("cid");
        world.When(WishFor(1, "ann", "bob"));
        world.Pass(1);
        world.Ask(2, "sales");
        world.Decline("bob", 1);

        world.SignOut("ann");
        world.Facts.OfType<RequestMovedOn>().Single().Queue.ShouldBe(Queue("sales"));
        world.Show<PositionView>(new ShowPosition(World.Site, Request(1))).Position.ShouldBe(1);
        world.Available("cid");
        world.OfferedTo(1).ShouldBe("cid");
    }

    [Fact, Refuses("R16")]
    public void R16_while_an_addressee_is_signed_in_it_waits_for_that_one()
    {
        var world = new World(WithFallback);
        world.SignInAll("ann", "bob", "cid");
        world.When(WishFor(1, "ann", "bob"));
        world.Unavailable("ann");
        world.SignOut("bob");
        world.OfferedTo(1).ShouldBe("cid", "ann let it go by turning unavailable, bob left: nobody is signed in who is not out");

        world.When(WishFor(2, "ann", "bob"));
        world.OfferedTo(2).ShouldBeEmpty("ann is signed in, though unavailable");
        world.Available("ann");
        world.OfferedTo(2).ShouldBe("ann");
    }

    [Fact, Accepts("R16")]
    public void R16_an_addressee_who_is_signing_out_counts_as_signed_out()
    {
        var world = new World(WithFallback);
        world.SignInAll("ann", "cid");
        world.When(new OccupySlot(World.Site, Person("ann"), Session(9), "web")).IsAccepted.ShouldBeTrue();
        world.When(WishFor(1, "ann"));
        world.OfferedTo(1).ShouldBeEmpty();
        world.SignOut("ann");
        world.OfferedTo(1).ShouldBe("cid");
    }

    [Fact, Accepts("R16")]
    public void R16_an_addressee_signed_out_for_being_away_counts_too()
    {
        var world = new World(WithFallback);
        world.SignInAll("ann", "cid");
        world.Unavailable("ann");
        world.When(WishFor(1, "ann"));
        world.Report("ann", ConnectionChange.Lost);
        world.Pass(RoutingBounds.SignOutAfterLossSeconds);
        world.OfferedTo(1).ShouldBe("cid");
    }

    [Fact, Accepts("R16")]
    public void R16_without_a_fallback_queue_it_waits_notifies_once_and_is_offered_when_an_addressee_signs_in_again()
    {
        var world = new World(Site3());
        world.SignInAll("ann", "bob");
        world.When(WishFor(1, "ann"));
        world.SignOut("ann");
        world.News().OfType<RequestStranded>().Single().Request.ShouldBe(Request(1));
        world.Show<PositionView>(new ShowPosition(World.Site, Request(1))).Position.ShouldBe(1);
        world.Reload();

        world.SignIn("ann");
        world.OfferedTo(1).ShouldBe("ann");
        world.SignOut("ann");
        world.News().OfType<RequestStranded>().Count().ShouldBe(1, "it was offered since");
    }

    [Fact, Accepts("R16")]
    public void R16_stranded_work_goes_to_a_fallback_queue_set_later()
    {
        var world = new World(Site3());
        world.SignInAll("ann", "cid");
        world.When(WishFor(1, "ann"));
        world.SignOut("ann");
        world.Configure(WithFallback with { Version = 2 });
        world.OfferedTo(1).ShouldBe("cid");
    }

    [Fact, Accepts("R16")]
    public void R16_an_addressee_who_has_the_privilege_again_is_offered_what_was_stranded()
    {
        var world = new World(Site3());
        world.SignIn("ann");
        world.When(WishFor(1, "ann"));
        world.Configure(WithoutAnnsPrivilege(2)).IsAccepted.ShouldBeTrue();
        world.News().OfType<RequestStranded>().Count().ShouldBe(1);
        world.Show<PositionView>(new ShowPosition(World.Site, Request(1))).Position.ShouldBeNull();

        world.Configure(Site3(3)).IsAccepted.ShouldBeTrue();
        world.Show<PositionView>(new ShowPosition(World.Site, Request(1))).Position.ShouldBe(1);
        world.SignIn("ann");
        world.OfferedTo(1).ShouldBe("ann");
        world.Take("ann", 1);
    }

    [Fact, Accepts("R16")]
    public void R16_held_work_moves_when_it_is_released()
    {
        var world = new World(WithFallback);
        world.SignInAll("ann", "cid");
        world.When(WishFor(1, "ann"));
        world.Hold(1, held: true);
        world.SignOut("ann");
        world.OfferedTo(1).ShouldBeEmpty();
        world.Hold(1, held: false);
        world.OfferedTo(1).ShouldBe("cid");
    }
}
