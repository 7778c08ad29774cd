using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class DistributionTests
{
    private static World With(Contracts.Distribution distribution, int maxSessions = 2) => new(SiteOf(
        [
            Agent("ann", maxSessions, new SkillLevel("tax", 3), new SkillLevel("law", 3)),
            Agent("bob", maxSessions + 1, new SkillLevel("tax", 5)),
            Agent("cid", maxSessions, new SkillLevel("law", 9)),
        ],
        QueueOf("q", "ann", "bob", "cid") with { Distribution = distribution }));

    [Fact, Accepts("R3")]
    public void R3_most_idle_prefers_fewest_sessions_then_longest_idle()
    {
        var world = With(Contracts.Distribution.MostIdle);
        world.SignInAll("cid", "bob", "ann");
        world.Ask(1, "q");
        world.OfferedTo(1).ShouldBe("cid");
        world.Take("cid", 1);
        world.Ask(2, "q");
        world.OfferedTo(2).ShouldBe("bob");
        world.Take("bob", 2);
        world.End(1);
        world.Ask(3, "q");
        world.OfferedTo(3).ShouldBe("ann", "ann never worked; cid's work ended just now");
    }

    [Fact, Accepts("R3")]
    public void R3_round_robin_goes_on_after_the_last_one_offered()
    {
        var world = With(Contracts.Distribution.RoundRobin);
        world.SignInAll("cid", "bob", "ann");
        var offered = new List<string>();
        for (var i = 1; i <= 5; i++)
        {
            world.Ask(i, "q");
            offered.Add(world.OfferedTo(i));
        }
        offered.ShouldBe(["ann", "bob", "cid", "ann", "bob"]);
    }

    [Fact, Accepts("R3")]
    public void R3_round_robin_passes_one_who_is_not_free_without_losing_the_turn()
    {
        var world = With(Contracts.Distribution.RoundRobin);
        world.SignInAll("ann", "bob", "cid");
        world.Ask(1, "q");
        world.Unavailable("bob");
        world.Ask(2, "q");
        world.OfferedTo(2).ShouldBe("cid");
        world.Available("bob");
        world.Ask(3, "q");
        world.OfferedTo(3).ShouldBe("ann");
    }

    [Fact, Accepts("R3")]
    public void R3_best_skill_adds_up_proficiency_over_the_wanted_skills()
    {
        var world = With(Contracts.Distribution.BestSkill);
        world.SignInAll("ann", "bob", "cid");
        world.When(Wish(1, "q") with { WantedSkills = ["tax"] });
        world.OfferedTo(1).ShouldBe("bob");
        world.When(Wish(2, "q") with { WantedSkills = ["law"] });
        world.OfferedTo(2).ShouldBe("cid");
        world.When(Wish(3, "q") with { WantedSkills = ["tax", "law"] });
        world.OfferedTo(3).ShouldBe("cid", "0 + 9 is more than 3 + 3");
        world.When(Wish(4, "q"));
        world.OfferedTo(4).ShouldBe("ann", "ties to most idle");
    }

    [Fact, Accepts("R3")]
    public void R3_least_busy_prefers_most_free_slots()
    {
        var world = With(Contracts.Distribution.LeastBusy);
        world.SignInAll("ann", "bob", "cid");
        world.Ask(1, "q");
        world.OfferedTo(1).ShouldBe("bob");
        world.Ask(2, "q");
        world.OfferedTo(2).ShouldBe("ann", "two slots each: the one idle longest");
    }

    [Fact, Accepts("R3")]
    public void R3_everybody_free_is_offered_at_once_and_the_first_to_accept_has_it()
    {
        var world = With(Contracts.Distribution.Everybody);
        world.SignInAll("ann", "bob");
        world.Ask(1, "q");
        world.OfferedTo(1).ShouldBe("ann bob");
        world.Facts.OfType<OffersOpened>().Single().Offer.Exclusive.ShouldBeFalse();
        world.SignIn("cid");
        world.OfferedTo(1).ShouldBe("ann bob cid", "one who becomes free joins the open broadcast");

        world.Accept("bob", 1).IsAccepted.ShouldBeTrue();
        world.News().OfType<OfferEnded>().Last().Agents.ShouldBe([Person("ann"), Person("cid")]);
        world.OfferedTo(1).ShouldBeEmpty();
    }

    [Fact, Refuses("R3"), Refuses("I1")]
    public void R3_whoever_accepts_second_is_told_who_has_it()
    {
        var world = With(Contracts.Distribution.Everybody);
        world.SignInAll("ann", "bob");
        world.Ask(1, "q");
        world.Accept("bob", 1, 1).IsAccepted.ShouldBeTrue();
        var refusal = world.Accept("ann", 1, 1).Refusal!;
        refusal.Reason.ShouldBe(RefusalReason.TakenByAnother);
        refusal.Message.ShouldContain("BOB");
        refusal.Names.ShouldBe(["bob"]);
        world.Accept("bob", 1, 1).IsAccepted.ShouldBeTrue("who has it may say so again");
        world.Facts.ShouldBeEmpty();
    }

    [Fact, Refuses("R3")]
    public void R3_an_agent_without_a_slot_or_unavailable_is_not_offered()
    {
        var world = With(Contracts.Distribution.Everybody, maxSessions: 1);
        world.SignInAll("ann", "bob", "cid");
        world.When(new OccupySlot(Site, Person("ann"), Session(77), "web"));
        world.Unavailable("cid");
        world.Ask(1, "q");
        world.OfferedTo(1).ShouldBe("bob");
    }

    [Fact, Accepts("R3")]
    public void R3_a_full_agents_other_broadcasts_are_withdrawn_in_the_same_record()
    {
        var world = With(Contracts.Distribution.Everybody, maxSessions: 1);
        world.SignIn("ann");
        world.Ask(1, "q");
        world.Ask(2, "q");
        world.OfferedTo(2).ShouldBe("ann");
        world.Accept("ann", 1);
        world.News().OfType<OfferEnded>().ShouldContain(new OfferEnded(Site, Request(2), 1, [Person("ann")], OfferEnd.AgentBusy));
        world.OfferedTo(2).ShouldBeEmpty();
    }

    [Fact, Refuses("R3")]
    public void R3_at_most_ten_broadcasts_fill_an_inbox_the_oldest_first()
    {
        var world = With(Contracts.Distribution.Everybody);
        for (var i = 1; i <= 12; i++) world.Ask(i, "q");
        world.SignIn("ann");
        world.Inbox("ann").Offers.Select(offer => offer.Request).ShouldBe(Enumerable.Range(1, 10).Select(World.Request));
        world.Decline("ann", 3);
        world.OfferedTo(3).ShouldBe("ann", "nobody else is left");
        world.End(4, RequestEnd.Abandoned);
        world.OfferedTo(11).ShouldBe("ann");
    }

    [Fact, Accepts("R3")]
    public void R3_one_whose_joined_session_was_lost_is_idle_from_then_only()
    {
        var world = new World(SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "ann", "bob"), QueueOf("help", "ann")));
        world.SignInAll("ann", "bob");
        world.Ask(1, "help");
        world.Take("ann", 1);
        world.Pass(10);
        world.When(new ReturnRequest(Site, Request(1), Person("ann"), ReturnReason.AgentLost));
        world.End(1, RequestEnd.Abandoned);
        world.Ask(2, "sales");
        world.OfferedTo(2).ShouldBe("bob");
    }
}
