using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class CallerLimitTests
{
    private const string Leave = "/api/v1/customer/leave";

    [Fact, Refuses("I10")]
    public async Task I10_a_customer_who_sends_command_after_command_is_slowed_down_and_nobody_else_is()
    {
        var engine = new ScriptedEngine { Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.UnknownSession, "No.", null, [])) };
        await using var host = await WebHost.StartAsync(engine);
        var token = host.CustomerToken(new SessionId(Guid.NewGuid()), new CustomerId(Guid.NewGuid()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => host.SendAsync(HttpMethod.Post, Leave, token)));

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        refused.Count.ShouldBeInRange(300, 450);
        engine.Sent.Count.ShouldBe(500 - refused.Count);
        refused.ShouldAllBe(answer => answer.RetryAfter >= TimeSpan.FromSeconds(1));
        refused[0].MediaType.ShouldBe("application/problem+json");
        refused[0]["type"].ShouldBe("urn:acd:problem:too-many-tries");
        var another = host.CustomerToken(new SessionId(Guid.NewGuid()), new CustomerId(Guid.NewGuid()));
        (await host.SendAsync(HttpMethod.Post, Leave, another)).Status.ShouldBe(404);
        (await host.SendAsync(HttpMethod.Get, "/health/live", token)).Status.ShouldBe(200);
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_person_may_send_many_times_as_many()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var token = host.PersonToken("anna");

        var first = await Task.WhenAll(Enumerable.Range(0, WebLimits.RequestsAtOnce).Select(_ => host.SendAsync(HttpMethod.Post, "/api/v1/agents/me/sign-in", token)));
        var more = await Task.WhenAll(Enumerable.Range(0, 2 * WebLimits.RequestsAtOnce).Select(_ => host.SendAsync(HttpMethod.Post, "/api/v1/agents/me/sign-in", token)));

        first.ShouldAllBe(answer => answer.Status == 200);
        more.ShouldContain(answer => answer.Status == 429);
        (await host.SendAsync(HttpMethod.Post, "/api/v1/agents/me/sign-in", host.PersonToken("boris"))).Status.ShouldBe(200);
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_customer_opens_and_breaks_only_so_many_pages_at_once()
    {
        var engine = new ScriptedEngine { Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.UnknownSession, "No.", null, [])) };
        await using var host = await WebHost.StartAsync(engine);
        var token = host.CustomerToken(new SessionId(Guid.NewGuid()), new CustomerId(Guid.NewGuid()));

        var openings = await Task.WhenAll(
            Enumerable.Range(0, WebLimits.CustomerRequestsAtOnce).Select(_ => host.SendAsync(HttpMethod.Get, "/api/v1/customer/events", token)));

        openings.Count(answer => answer.Status == 429).ShouldBeGreaterThan(0);
        openings.Count(answer => answer.Status == 404).ShouldBeGreaterThanOrEqualTo(WebLimits.CustomerStreamsAtOnce);
    }
}
