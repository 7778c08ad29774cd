using AcdRouter.Contracts;
using AcdRouter.Testing;
using static AcdRouter.Router.Tests.World;

namespace AcdRouter.Router.Tests;

public sealed class SettingsTests
{
    private static SiteSettings Sales(int version = 1) =>
        SiteOf([Agent("ann"), Agent("bob")], QueueOf("sales", "ann", "bob"), QueueOf("help", "bob")) with { Version = version };

    [Fact, Accepts("R1")]
    public void Settings_come_into_force_and_sessions_is_told()
    {
        var world = new World();
        world.Configure(Sales()).IsAccepted.ShouldBeTrue();
        world.Told.OfType<AdoptSettings>().Single().Settings.Version.ShouldBe(1);
        world.News().OfType<SiteConfigured>().Single().Version.ShouldBe(1);
        world.Show<SettingsView>(new ShowSettings(Site)).Settings.ShouldBe(Sales());
        world.Configure(Sales()).IsAccepted.ShouldBeTrue();
        world.Facts.ShouldBeEmpty();
    }

    [Fact, Refuses("R1")]
    public void A_lower_version_and_other_contents_under_the_same_one_are_refused()
    {
        var world = new World(Sales(5));
        world.Configure(Sales(4)).Refusal!.Reason.ShouldBe(RefusalReason.SettingsOutdated);
        world.Configure(Sales(5) with { Name = "South" }).Refusal!.Reason.ShouldBe(RefusalReason.SettingsConflict);
    }

    [Fact, Refuses("R1")]
    public void Of_very_many_broken_rules_a_hundred_are_named_and_the_others_counted()
    {
        var settings = Sales() with { People = Enumerable.Range(0, 130).Select(i => Agent("p" + i, maxSessions: 0)).ToValueList(), Queues = [] };
        var refusal = new World().Configure(settings).Refusal!;
        refusal.Names.Count.ShouldBe(100);
        refusal.Message.ShouldContain("130 rule(s) broken");
        refusal.Message.ShouldContain("30 more are left out");
    }

    [Fact, Refuses("R1")]
    public void Every_broken_rule_is_named_with_its_path()
    {
        var settings = Sales() with
        {
            JoinSeconds = 4,
            FallbackQueue = Queue("nowhere"),
            People = [Agent("ann"), Agent("ann"), Csr("cid") with { MaxSessions = 0 }],
            Queues =
            [
                QueueOf("sales", "ann", "cid", "zoe") with { ShutdownThreshold = 10, RetryAfterSeconds = 0 },
                QueueOf("help") with { Members = [new MemberSettings(Person("ann"), 0)], WrapUpSeconds = -1 },
            ],
        };
        SiteSettingsRules.Check(settings).Select(breach => breach.Path).ShouldBe(
        [
            "joinSeconds",
            "people[1].id",
            "people[2].maxSessions",
            "queues[0].retryAfterSeconds",
            "queues[0].shutdownThreshold",
            "queues[0].members[1].agent",
            "queues[0].members[2].agent",
            "queues[1].wrapUpSeconds",
            "queues[1].members[0].rank",
            "fallbackQueue",
        ]);
        new World().Configure(settings).Refusal!.Names.Count.ShouldBe(10);
    }

    [Fact, Accepts("R16")]
    public void A_removed_queues_requests_go_to_the_fallback_queue_with_their_place()
    {
        var world = new World(Sales());
        world.Ask(1, "sales");
        world.Pass(1);
        world.Ask(2, "help");
        world.Configure(Sales(2) with { Queues = [QueueOf("help", "bob")], FallbackQueue = Queue("help") }).IsAccepted.ShouldBeTrue();
        world.Show<QueueView>(new ShowQueue(Site, Queue("help"), 10)).Requests.Select(each => each.Request).ShouldBe([Request(1), Request(2)]);
        world.Router.Answer(new ShowQueue(Site, Queue("sales"), 1), world.Now).ShouldBeNull();
    }

    [Fact, Refuses("R1")]
    public void Without_a_fallback_queue_a_removed_queue_finishes_what_waits_and_takes_nothing_new()
    {
        var world = new World(Sales());
        world.Ask(1, "sales");
        world.Configure(Sales(2) with { Queues = [] });
        world.Ask(2, "sales").Refusal!.Reason.ShouldBe(RefusalReason.QueueClosed);
        world.Reload();
        world.SignIn("ann");
        world.OfferedTo(1).ShouldBe("ann");
        world.Take("ann", 1);
        world.End(1);
        world.Ask(2, "sales").Refusal!.Reason.ShouldBe(RefusalReason.UnknownQueue);
    }

    [Fact, Accepts("R17")]
    public void A_removed_person_finishes_the_session_and_is_signed_out()
    {
        var world = new World(Sales());
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.Take("ann", 1);
        world.Configure(Sales(2) with { People = [Agent("bob")], Queues = [QueueOf("sales", "bob")] });
        world.AgentView("ann").State.ShouldBe(AgentState.SigningOut);
        world.Reload();
        world.End(1);
        world.Router.State.FindAgent(Person("ann"))!.SignedIn.ShouldBeFalse();
    }

    [Fact, Accepts("I4")]
    public void Members_who_leave_lose_their_offers_and_members_who_come_are_offered_what_waits()
    {
        var world = new World(Sales());
        world.SignInAll("ann", "bob");
        world.Ask(1, "sales");
        world.OfferedTo(1).ShouldBe("ann");
        world.Configure(Sales(2) with { Queues = [QueueOf("sales", "bob")] });
        world.OfferedTo(1).ShouldBe("bob");
    }

    [Fact, Accepts("I2")]
    public void A_lowered_limit_lets_sessions_finish_and_offers_nothing_more_meanwhile()
    {
        var world = new World(Sales() with { People = [Agent("ann", 3), Agent("bob")] });
        world.SignIn("ann");
        for (var i = 1; i <= 4; i++) world.Ask(i, "sales");
        world.Take("ann", 1);
        world.Take("ann", 2);
        world.OfferedTo(3).ShouldBe("ann");
        world.Configure(Sales(2) with { People = [Agent("ann"), Agent("bob")] });
        world.OfferedTo(3).ShouldBeEmpty();
        world.End(1);
        world.OfferedTo(3).ShouldBeEmpty();
        world.Reload();
        world.End(2);
        world.OfferedTo(3).ShouldBe("ann");
    }
}
