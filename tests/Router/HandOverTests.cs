using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class HandOverTests
{
    [Fact, Accepts("R1")]
    public void R1_a_request_is_queued_offered_accepted_joined_and_completed()
    {
        var world = new World(SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "ann", "bob")));
        world.SignInAll("ann", "bob");

        var answer = world.Ask(1, "sales");
        answer.Made!.Position.ShouldBe(1);
        world.OfferedTo(1).ShouldBe("ann");
        world.News().OfType<OfferMade>().Single().Offer.Exclusive.ShouldBeTrue();

        var accepted = world.Accept("ann", 1);
        accepted.Made!.Session.ShouldBe(Session(1));
        world.Told.ShouldContain(new AssignSession(Site, Session(1), Request(1), Person("ann"), Queue("sales")));
        world.Join("ann", 1);
        world.Inbox("ann").Assigned.Single().Joined.ShouldBeTrue();

        world.End(1);
        world.News().OfType<RequestEnded>().Single().End.ShouldBe(RequestEnd.Completed);
        Loaded(world.Saved()).ShouldSatisfyAllConditions(copy => Saved(copy).ShouldBe(world.Saved()));
    }

    [Fact, Accepts("R24"), Accepts("S8")]
    public void R24_one_who_passed_control_on_before_joining_has_handled_nothing()
    {
        var world = new World(SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "ann")));
        world.SignIn("ann");
        world.Ask(1, "sales");
        world.Accept("ann", 1);
        world.Pass(10);
        world.When(new MoveSlot(Site, Session(1), Request(1), "web", Person("ann"), Person("bob"))).IsAccepted.ShouldBeTrue();
        world.AgentView("ann").Counters.HandleMilliseconds.ShouldBe(0);
        world.Summary("sales").Counters.HandleMilliseconds.ShouldBe(0);
        world.Pass(5);
        world.End(1);
        world.AgentView("bob").Counters.HandleMilliseconds.ShouldBe(5000);
    }
}
