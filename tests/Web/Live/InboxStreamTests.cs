using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class InboxStreamTests
{
    private static readonly PersonId Anna = new("anna");
    private static readonly PersonId Boris = new("boris");

    [Fact, Accepts("S9")]
    public async Task S9_an_offer_with_its_personal_message_reaches_the_agents_it_names()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        using var boris = await OpenAsync(host, "boris");

        host.Hub.Tell(Offer(Boris));

        var offer = await boris.UntilAsync("offer");
        ((string?)offer["personalMessage"]).ShouldBe("Please be kind.");
        ((string?)offer["number"]).ShouldBe("123456789");
    }

    [Fact, Refuses("S9")]
    public async Task S9_nobody_else_hears_of_an_offer()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        using var anna = await OpenAsync(host, "anna");
        using var stranger = await OpenAsync(host, "anna", "other");

        host.Hub.Tell(Offer(Boris));
        host.Hub.Tell(Offer(Boris) with { Site = new SiteId("other") });
        host.Hub.Tell(new AgentStateChanged(WebHost.Demo, Anna, AgentState.Available, null, new Instant(1)));
        host.Hub.Tell(new AgentStateChanged(new SiteId("other"), Anna, AgentState.Available, null, new Instant(1)));

        // What was told before the state would have come before it.
        (await anna.NextAsync())!.Value.Name.ShouldBe("state");
        (await stranger.NextAsync())!.Value.Name.ShouldBe("state");
    }

    [Fact, Accepts("R17")]
    public async Task R17_opening_the_stream_reports_the_agent_connected_and_breaking_it_reports_the_line_lost()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var stream = await OpenAsync(host, "anna");
        var opened = engine.Sent.OfType<ReportAgentConnection>().Single();
        opened.Change.ShouldBe(ConnectionChange.Opened);

        stream.Dispose();

        await Eventually.Holds(() => engine.Sent.OfType<ReportAgentConnection>().Count() == 2, "the line is reported lost");
        var lost = engine.Sent.OfType<ReportAgentConnection>().Last();
        lost.Change.ShouldBe(ConnectionChange.Lost);
        lost.Connection.ShouldBe(opened.Connection);
        lost.Ordinal.ShouldBeGreaterThan(opened.Ordinal);
        await Eventually.Holds(() => host.Hub.Streams == 0, "the hub has forgotten the stream");
    }

    [Fact, Refuses("R17")]
    public async Task R17_a_page_that_the_engine_refuses_gets_the_refusal_and_no_stream()
    {
        var engine = Scripted();
        engine.Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.UnknownPerson, "No such agent.", "agent", []));
        await using var host = await WebHost.StartAsync(engine);
        var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/agents/me/inbox/events", host.PersonToken("anna"));
        answer.Status.ShouldBe(404);
        answer.Reason.ShouldBe("UnknownPerson");
        host.Hub.Streams.ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_too_slow_for_the_news_gets_a_fresh_inbox_instead()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var shown = 0;
        engine.Shows = query => query is ShowInbox ? Inbox(Anna) with { Sessions = Interlocked.Increment(ref shown) } : null;
        using var anna = await OpenAsync(host, "anna");

        for (var i = 0; i < WebLimits.NewsAStream * 100; i++) host.Hub.Tell(new AgentStateChanged(WebHost.Demo, Anna, AgentState.Available, null, new Instant(i)));

        ((int)(await anna.UntilAsync("inbox"))["sessions"]!).ShouldBeGreaterThan(1);
    }

    [Fact, Accepts("R4")]
    public async Task R4_a_change_of_a_queue_to_pick_from_brings_a_fresh_inbox()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var waiting = 0;
        engine.Shows = query => query is ShowInbox
            ? Inbox(Anna) with { Queues = [new InboxQueueView(new QueueId("second-line"), "Second line", Volatile.Read(ref waiting), true)] }
            : null;
        using var anna = await OpenAsync(host, "anna");

        Volatile.Write(ref waiting, 1);
        host.Hub.Tell(Queued());

        ((int)(await anna.UntilAsync("inbox"))["queues"]![0]!["waiting"]!).ShouldBe(1);
    }

    [Fact, Accepts("R4")]
    public async Task R4_what_is_queued_while_the_inbox_is_asked_for_is_not_missed()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var asked = 0;
        engine.Shows = query =>
        {
            if (query is not ShowInbox) return null;
            var waiting = asked++;
            // Queued after the view was made and before it reaches the stream.
            if (waiting == 0) host.Hub.Tell(Queued());
            return Inbox(Anna) with { Queues = [new InboxQueueView(new QueueId("second-line"), "Second line", waiting, true)] };
        };
        using var anna = await OpenAsync(host, "anna");

        ((int)(await anna.UntilAsync("inbox"))["queues"]![0]!["waiting"]!).ShouldBe(1);
    }

    [Fact, Accepts("R17")]
    public async Task R17_new_settings_bring_a_fresh_inbox()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var limit = 3;
        engine.Shows = query => query is ShowInbox ? Inbox(Anna) with { MaxSessions = Volatile.Read(ref limit) } : null;
        using var anna = await OpenAsync(host, "anna");

        Volatile.Write(ref limit, 5);
        host.Hub.Tell(new SiteConfigured(WebHost.Demo, 2));

        ((int)(await anna.UntilAsync("inbox"))["maxSessions"]!).ShouldBe(5);
    }

    [Fact, Accepts("R17")]
    public async Task R17_a_wrap_up_extended_brings_a_fresh_inbox()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        var request = new RequestId(Guid.NewGuid());
        var ends = 1_000L;
        engine.Shows = query => query is ShowInbox
            ? Inbox(Anna) with { WrapUps = [new WrapUpView(request, new Instant(Volatile.Read(ref ends)))] }
            : null;
        using var anna = await OpenAsync(host, "anna");

        Volatile.Write(ref ends, 2_000);
        host.Hub.Tell(new AgentWrapUpExtended(WebHost.Demo, Anna, request, new Instant(2_000)));

        ((string?)(await anna.UntilAsync("inbox"))["wrapUps"]![0]!["endsAt"]).ShouldBe("1970-01-01T00:00:02.000Z");
    }

    [Fact]
    public async Task A_caller_has_so_many_streams_and_no_more()
    {
        await using var host = await WebHost.StartAsync(Scripted());
        var streams = new List<EventReader>();
        for (var i = 0; i < WebLimits.StreamsACaller; i++) streams.Add(await OpenAsync(host, "anna"));

        (await host.SendAsync(HttpMethod.Get, "/api/v1/agents/me/inbox/events", host.PersonToken("anna"))).Status.ShouldBe(429);

        using (await OpenAsync(host, "boris"))
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    [Fact]
    public async Task A_silent_stream_beats_every_fifteen_seconds()
    {
        // From today on: the token is made by this clock and read by the framework.
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await WebHost.StartAsync(Scripted(), services => services.Replace(time));
        using var anna = await OpenAsync(host, "anna");
        // The stream looks once a second of this clock; it beats when fifteen have passed without a word.
        var beats = anna.NextAsync();
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return anna.Comments > 0;
            },
            "the stream beats");
        anna.Dispose();
        await Should.ThrowAsync<Exception>(() => beats);
    }

    private static async Task<EventReader> OpenAsync(WebHost host, string person, string site = "demo")
    {
        var stream = await EventReader.OpenAsync(host, "/api/v1/agents/me/inbox/events", host.PersonToken(person, site));
        (await stream.NextAsync())!.Value.ShouldSatisfyAllConditions(first => first.Id.ShouldBe(1), first => first.Name.ShouldBe("connected"));
        (await stream.NextAsync())!.Value.Name.ShouldBe("inbox");
        return stream;
    }

    private static ScriptedEngine Scripted() => new() { Shows = query => query is ShowInbox inbox ? Inbox(inbox.Agent) : null };

    private static RequestQueued Queued() => new(
        WebHost.Demo, new RequestId(Guid.NewGuid()), new SessionId(Guid.NewGuid()), new RoutingTarget(new QueueId("second-line"), []), 0, new Instant(1));

    private static InboxView Inbox(PersonId agent) => new(agent, AgentState.Available, null, 0, 3, [], [], [], []);

    private static OfferMade Offer(PersonId agent) => new(WebHost.Demo, [agent], new OfferView(
        new RequestId(Guid.NewGuid()), 1, new SessionId(Guid.NewGuid()), new SessionNumber(123_456_789), true, new QueueId("second-line"), "Zoe",
        0, new PersonId("carla"), "Please be kind.", [], new Instant(1), new Instant(30_001)));
}
