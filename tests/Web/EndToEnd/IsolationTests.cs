using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class IsolationTests
{
    [Fact, Accepts("I9"), Refuses("I9")]
    public async Task I9_another_sites_session_is_answered_like_one_that_does_not_exist()
    {
        await using var desk = await Desk.OpenAsync();
        var (session, number, _) = await desk.StartAsync();
        var missing = Guid.NewGuid().ToString();
        (HttpMethod Method, string Path, object? Body)[] routes =
        [
            (HttpMethod.Get, "sessions/{0}", null),
            (HttpMethod.Get, "sessions/{0}/events", null),
            (HttpMethod.Post, "sessions/{0}/transfer", new { queue = "second-line" }),
            (HttpMethod.Post, "sessions/{0}/control", new { to = "boris" }),
            (HttpMethod.Post, "sessions/{0}/end", null),
            (HttpMethod.Post, "sessions/{0}/leave", null),
            (HttpMethod.Post, "sessions/{0}/invitations", new { means = "instant-message", role = "customer" }),
            (HttpMethod.Delete, "sessions/{0}/assistants/boris", null),
            (HttpMethod.Put, "sessions/{0}/activities/chat", null),
            (HttpMethod.Post, "sessions/{0}/voice", null),
            (HttpMethod.Put, "sessions/{0}/voice/leg", null),
        ];
        foreach (var (method, path, body) in routes)
        {
            var theirs = await desk.SendAsync(method, "anna", string.Format(null, path, session), body, "other");
            var nobodys = await desk.SendAsync(method, "anna", string.Format(null, path, missing), body, "other");
            theirs.Status.ShouldBe(404, path);
            Plain(theirs).ShouldBe(Plain(nobodys), path);
        }

        var wrongSite = await desk.JoinAsync(number, "Zoe", "other");
        wrongSite.Status.ShouldBe(404);
        (await desk.GetAsync("anna", $"sessions/{session}")).Status.ShouldBe(200);
    }

    [Fact, Refuses("I9")]
    public async Task I9_another_sites_queues_and_requests_are_answered_like_missing_ones()
    {
        await using var desk = await Desk.OpenAsync();
        var entered = await desk.PostAsync("anna", "sites/demo/queues/second-line/sessions", new { customer = "Zoe" });
        foreach (var path in new[] { "requests/{0}", "requests/{0}/explain" })
        {
            var theirs = await desk.GetAsync("maria", string.Format(null, path, entered["request"]), "other");
            var nobodys = await desk.GetAsync("maria", string.Format(null, path, Guid.NewGuid()), "other");
            theirs.Status.ShouldBe(404);
            Plain(theirs).ShouldBe(Plain(nobodys));
        }
        var crossing = await desk.PostAsync("anna", "sites/demo/queues/second-line/sessions", new { customer = "Zoe" }, site: "other");
        var nowhere = await desk.PostAsync("anna", "sites/no-such-site/queues/second-line/sessions", new { customer = "Zoe" }, site: "other");
        crossing.Status.ShouldBe(404);
        Plain(crossing).ShouldBe(Plain(nowhere));
        (await desk.GetAsync("maria", "queues/second-line", "other")).Json["requests"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_customer_reaches_their_own_session_only()
    {
        await using var desk = await Desk.OpenAsync();
        var (first, _, _) = await desk.StartAsync();
        var (second, _, token) = await desk.StartAsync("boris");
        (await desk.Host.SendAsync(HttpMethod.Get, "/api/v1/customer/session", token))["session"].ShouldBe(second);
        (await desk.Host.SendAsync(HttpMethod.Get, $"/api/v1/sessions/{first}", token)).Status.ShouldBe(403);
    }

    private static string Plain(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
