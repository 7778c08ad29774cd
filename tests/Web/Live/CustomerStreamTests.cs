using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class CustomerStreamTests
{
    private static readonly SessionId Session = new(Guid.NewGuid());
    private static readonly CustomerId Customer = new(Guid.NewGuid());
    private static readonly RequestId Request = new(Guid.NewGuid());

    [Fact, Accepts("S10"), Accepts("R21")]
    public async Task S10_a_waiting_customer_sees_the_place_and_who_takes_the_session()
    {
        var engine = new ScriptedEngine();
        var position = 3;
        var waits = true;
        engine.Shows = query => query switch
        {
            ShowSession => View(Volatile.Read(ref waits)),
            ShowPosition => new PositionView(Request, Volatile.Read(ref position)),
            _ => null,
        };
        await using var host = await WebHost.StartAsync(engine);
        host.Hub.Tell(Queued(Request));
        using var page = await OpenAsync(host);
        ((int)(await page.UntilAsync("position"))["position"]!).ShouldBe(3);

        Volatile.Write(ref position, 2);
        host.Hub.Tell(Queued(new RequestId(Guid.NewGuid())));
        ((int)(await page.UntilAsync("position"))["position"]!).ShouldBe(2);

        Volatile.Write(ref waits, false);
        host.Hub.Tell(new SessionTaken(WebHost.Demo, Session, new PersonId("boris"), "Boris"));
        ((string?)(await page.UntilAsync("taken"))["name"]).ShouldBe("Boris");
        (await page.UntilAsync("session"))["waitingRequest"].ShouldBeNull();
    }

    [Fact, Refuses("R21")]
    public async Task R21_where_the_queue_does_not_show_it_the_place_is_not_told()
    {
        var engine = new ScriptedEngine { Shows = query => query is ShowSession ? View(waits: true) : query is ShowPosition ? new PositionView(Request, null) : null };
        await using var host = await WebHost.StartAsync(engine);
        using var page = await OpenAsync(host);
        (await page.UntilAsync("position"))["position"].ShouldBeNull();
    }

    [Fact, Accepts("R21")]
    public async Task R21_a_queue_that_shows_the_place_from_now_on_shows_it()
    {
        int? position = null;
        var engine = new ScriptedEngine
        {
            Shows = query => query is ShowSession ? View(waits: true) : query is ShowPosition ? new PositionView(Request, position) : null,
        };
        await using var host = await WebHost.StartAsync(engine);
        host.Hub.Tell(Queued(Request));
        using var page = await OpenAsync(host);
        (await page.UntilAsync("position"))["position"].ShouldBeNull();

        position = 4;
        host.Hub.Tell(new SiteConfigured(WebHost.Demo, 2));

        ((int)(await page.UntilAsync("position"))["position"]!).ShouldBe(4);
    }

    [Fact]
    public async Task A_queue_in_which_the_customer_does_not_wait_asks_nothing()
    {
        var engine = new ScriptedEngine();
        var asked = 0;
        engine.Shows = query =>
        {
            if (query is ShowPosition) Interlocked.Increment(ref asked);
            return query is ShowSession ? View(waits: true) : query is ShowPosition ? new PositionView(Request, 1) : null;
        };
        await using var host = await WebHost.StartAsync(engine);
        host.Hub.Tell(Queued(Request));
        using var page = await OpenAsync(host);
        await page.UntilAsync("position");
        var before = Volatile.Read(ref asked);

        for (var i = 0; i < 100; i++) host.Hub.Tell(Queued(new RequestId(Guid.NewGuid()), "elsewhere"));
        host.Hub.Tell(new SessionWaiting(WebHost.Demo, Session, Request, WaitReason.AgentLost));

        ((string?)(await page.UntilAsync("waiting"))["reason"]).ShouldBe("agent-lost");
        (Volatile.Read(ref asked) - before).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact, Refuses("I9")]
    public async Task I9_a_session_of_the_same_id_at_another_site_is_not_heard_of()
    {
        var engine = new ScriptedEngine { Shows = query => query is ShowSession ? View(waits: false) : null };
        await using var host = await WebHost.StartAsync(engine);
        using var page = await OpenAsync(host);

        host.Hub.Tell(new SessionEnded(new SiteId("other"), Session, SessionEnd.Forced, new Instant(1)));
        host.Hub.Tell(new SessionEnded(WebHost.Demo, Session, SessionEnd.Ended, new Instant(1)));

        ((string?)(await page.UntilAsync("ended"))["end"]).ShouldBe("ended");
    }

    [Fact, Accepts("S12")]
    public async Task S12_the_stream_of_an_ended_session_says_so_and_closes()
    {
        var there = true;
        var engine = new ScriptedEngine { Shows = query => query is ShowSession && Volatile.Read(ref there) ? View(waits: false) : null };
        await using var host = await WebHost.StartAsync(engine);
        using var page = await OpenAsync(host);

        Volatile.Write(ref there, false);
        host.Hub.Tell(new SessionEnded(WebHost.Demo, Session, SessionEnd.Ended, new Instant(1)));

        await page.UntilAsync("ended");
        await page.UntilAsync("over");
        (await page.NextAsync()).ShouldBeNull();
    }

    private static async Task<EventReader> OpenAsync(WebHost host)
    {
        var page = await EventReader.OpenAsync(host, "/api/v1/customer/events", host.CustomerToken(Session, Customer));
        await page.UntilAsync("session");
        return page;
    }

    private static RequestQueued Queued(RequestId request, string queue = "second-line") =>
        new(WebHost.Demo, request, Session, new RoutingTarget(new QueueId(queue), []), 0, new Instant(1));

    private static SessionView View(bool waits) => new(
        Session,
        new SessionNumber(123_456_789),
        new Instant(1),
        waits ? null : new PersonId("anna"),
        waits ? Request : null,
        null,
        null,
        null,
        [new CustomerView(Customer, "Zoe", true)],
        Customer,
        [],
        [],
        null,
        [],
        []);
}
