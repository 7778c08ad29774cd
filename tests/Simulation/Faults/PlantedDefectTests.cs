using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Faults;

/// <summary>Proves that the checker sees: each test plants one defect, and the world must fail over the invariant that it breaks.</summary>
public sealed class PlantedDefectTests
{
    private const int Worlds = 6;
    private const int Commands = 800;

    [Fact, Refuses("I1")]
    public void I1_an_agent_who_keeps_a_request_that_went_back_is_found() =>
        // Where the agent never joined, the kernel sees first that the deadline is still due; where one was lost, it is I1.
        Break(Router(each => new Deaf(each, "router.assignment-returned.v1")), "I1").ShouldContain("I1");

    [Fact, Refuses("I1")]
    public void I1_a_request_given_to_two_agents_is_found() =>
        Break(Router(each => new Lying(each, news => news is RequestAssigned given ? [given, given with { Agent = new PersonId("somebody-else") }] : [news])))
            .ShouldContain("I1");

    [Fact, Refuses("I2")]
    public void I2_an_agent_above_capacity_is_found() => Break(Router(each => new Bending(
        each,
        settings => settings with { People = settings.People.Select(person => person with { MaxSessions = person.MaxSessions + 2 }).ToValueList() })))
        .ShouldContain("I2");

    [Fact, Refuses("I3")]
    public void I3_a_request_that_ends_and_stays_is_found() =>
        Break(Router(each => new Deaf(each, "router.request-closed.v1")), "I3").ShouldContain("I3");

    [Fact, Refuses("I3")]
    public void I3_a_request_that_is_accepted_and_lost_is_found() =>
        Break(Router(each => new Lying(each, news => news is RequestEnded { End: RequestEnd.Abandoned } ? [] : [news]))).ShouldContain("I3");

    [Fact, Refuses("I4")]
    public void I4_a_request_that_waits_beside_a_free_agent_is_found() => Break(Router(each => new Bending(
        each,
        settings => settings with { Queues = settings.Queues.Select(queue => queue with { Members = queue.Members.Skip(1).ToValueList() }).ToValueList() })))
        .ShouldContain("I4");

    [Fact, Refuses("I5")]
    public void I5_an_order_without_head_starts_is_found() => Break(Router(each => new Bending(
        each,
        settings => settings with { HeadStartSeconds = settings.HeadStartSeconds.Select(_ => 0).ToValueList() })))
        .ShouldContain("I5");

    [Fact, Refuses("I6")]
    public void I6_a_giver_who_stays_in_control_is_found() =>
        Break(Sessions(each => new Deaf(each, "sessions.session-handed-over.v1"))).ShouldContain("I6");

    [Fact, Refuses("I7")]
    public void I7_a_call_torn_down_before_anything_is_durable_is_found() =>
        Break(Sessions(each => new Hasty(each))).ShouldContain("I7");

    [Fact, Refuses("I7")]
    public void I7_a_giver_who_leaves_without_a_request_is_found() =>
        Break(Sessions(each => new Lying(
            each,
            news => [news is ParticipantLeft { Person: not null } left ? left with { Reason = LeaveReason.Transferred } : news]))).ShouldContain("I7");

    [Fact, Refuses("I8")]
    public void I8_a_fold_that_depends_on_more_than_the_journal_is_found() =>
        Break(Router(each => new Moody(each, "router.agent-ordinal-seen.v1", 40))).ShouldContain("I8");

    [Fact, Refuses("I9")]
    public void I9_news_of_one_site_told_at_another_is_found() => Break(Sessions(each => new Lying(
        each,
        news => [news is SessionStarted started && started.Site.Value == "north" ? started with { Site = new SiteId("south") } : news])))
        .ShouldContain("I9");

    [Fact, Refuses("S3")]
    public void S3_a_page_that_listens_and_counts_as_lost_after_a_standstill_is_found() => Break(Sessions(each => new Nervous(each))).ShouldContain("S3");

    [Fact, Refuses("S3")]
    public void S3_a_page_that_counts_as_listening_in_a_new_run_is_found() => Break(Sessions(each => new Trusting(each))).ShouldContain("S3");

    [Fact, Refuses("R17")]
    public void R17_a_connection_that_is_up_and_counts_as_lost_after_a_standstill_is_found() => Break(Router(each => new Nervous(each))).ShouldContain("R17");

    [Fact, Refuses("I10")]
    public void I10_a_journal_that_two_writers_extend_is_found() =>
        Break(options => options with { Store = static () => new UnconditionalStore() }).ShouldContain("I10");

    [Fact, Refuses("I10")]
    public void I10_an_answer_before_the_append_is_found() =>
        Break(options => options with { Store = static () => new HastyStore() }).ShouldContain("I10");

    [Fact, Refuses("I10")]
    public void I10_an_append_that_is_not_synced_is_found() =>
        Break(options => options with { Store = static () => new UnsyncedStore() }).ShouldContain("I10");

    [Fact]
    public void A_failing_seed_prints_itself_and_its_replay_command()
    {
        var options = new WorldOptions { Seed = 3, Commands = Commands, Store = static () => new HastyStore() };

        var failure = Should.Throw<WorldFailedException>(() => World.Run(options));

        failure.Seed.ShouldBe(3UL);
        failure.Message.ShouldStartWith("World 3 failed at step ");
        failure.Message.ShouldContain("I10: ");
        failure.Message.ShouldEndWith("To play it again: acd simulate --seed 3 --commands 800");
    }

    private static Func<WorldOptions, WorldOptions> Router(Func<IProcess, IProcess> defect) => options => options with
    {
        Processes = site => [defect(WorldProcesses.Create(site)[0]), WorldProcesses.Create(site)[1]],
    };

    private static Func<WorldOptions, WorldOptions> Sessions(Func<IProcess, IProcess> defect) => options => options with
    {
        Processes = site => [WorldProcesses.Create(site)[0], defect(WorldProcesses.Create(site)[1])],
    };

    /// <summary>Plays worlds with the defect until one fails, over the invariant where one is named, and returns what broke.</summary>
    private static string[] Break(Func<WorldOptions, WorldOptions> defect, string? invariant = null)
    {
        string[] broken = [];
        for (ulong seed = 1; seed <= Worlds; seed++)
        {
            try
            {
                World.Run(defect(new WorldOptions { Seed = seed, Commands = Commands }));
            }
            catch (WorldFailedException e)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
                broken = [.. e.Breaches.Select(each => each.Invariant)];
                if (invariant is null || broken.Contains(invariant)) return broken;
            }
        }
        return broken;
    }
}
