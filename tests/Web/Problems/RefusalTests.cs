using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class RefusalTests
{
    [Fact]
    public void Every_reason_has_a_status()
    {
        foreach (var reason in Enum.GetValues<RefusalReason>().Where(reason => reason != RefusalReason.None))
        {
            RefusalStatus.Of(reason).ShouldBeInRange(400, 503, reason.ToString());
        }
        Should.Throw<System.Diagnostics.UnreachableException>(() => RefusalStatus.Of(RefusalReason.None));
    }

    [Fact, Refuses("S9")]
    public async Task S9_a_refusal_is_a_problem_that_names_everything_at_fault()
    {
        var engine = new ScriptedEngine
        {
            Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.AddresseeInvalid, "Not agents: nobody, xaver.", "agents", ["nobody", "xaver"])),
        };
        await using var host = await WebHost.StartAsync(engine);

        var answer = await host.SendAsync(
            HttpMethod.Post, $"/api/v1/sessions/{Guid.NewGuid()}/transfer", host.PersonToken("anna"), """{"agents":["xaver","nobody"]}""");

        answer.Status.ShouldBe(422);
        answer.Reason.ShouldBe("AddresseeInvalid");
        answer["type"].ShouldBe("urn:acd:refusal:addressee-invalid");
        answer["title"].ShouldBe("Addressee invalid");
        answer["detail"].ShouldBe("Not agents: nobody, xaver.");
        answer["field"].ShouldBe("agents");
        string.Join(' ', answer.Json["names"]!.AsArray()).ShouldBe("nobody xaver");
    }

    [Fact, Refuses("I10")]
    public async Task I10_an_engine_that_is_away_is_503_with_retry_after()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine { Answers = _ => throw new EngineUnavailableException("The journal is away.", 7) });
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken("anna"));
        answer.Status.ShouldBe(503);
        answer.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        answer["type"].ShouldBe("urn:acd:problem:engine-unavailable");
    }

    [Fact]
    public async Task A_defect_is_500_without_details()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine { Answers = _ => throw new InvalidOperationException("secret details") });
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken("anna"));
        answer.Status.ShouldBe(500);
        answer.Reason.ShouldBe("InternalError");
        answer["detail"].ShouldNotBeNullOrEmpty();
        answer.Text.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/sessions/not-a-guid")]
    public async Task What_is_not_there_is_404_as_a_problem(string path)
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var answer = await host.SendAsync(HttpMethod.Get, path, host.PersonToken("anna"));
        answer.Status.ShouldBe(404);
        answer.Reason.ShouldBe("UnknownPath");
        answer["detail"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        var engine = new ScriptedEngine
        {
            Answers = command => throw (command is SignOut ? new InvalidOperationException("defect") : new EngineUnavailableException("Away.", 1)),
        };
        await using var host = await WebHost.StartAsync(engine);
        (HttpMethod Method, string Path, string? Token, int Status)[] requests =
        [
            (HttpMethod.Get, "/health/live", null, 200),
            (HttpMethod.Get, "/nowhere", host.PersonToken("anna"), 404),
            (HttpMethod.Get, "/api/v1/sessions", null, 401),
            (HttpMethod.Get, "/api/v1/status", host.PersonToken("anna"), 403),
            (HttpMethod.Put, "/api/v1/agents/me/state", host.PersonToken("anna"), 400),
            (HttpMethod.Post, "/api/v1/agents/me/sign-out", host.PersonToken("anna"), 500),
            (HttpMethod.Post, "/api/v1/agents/me/sign-in", host.PersonToken("anna"), 503),
        ];
        foreach (var (method, path, token, status) in requests)
        {
            using var request = new HttpRequestMessage(method, path);
            if (token is not null) request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
            if (method == HttpMethod.Put) request.Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
            using var response = await host.Http.SendAsync(request, WebHost.Cancelled);
            ((int)response.StatusCode).ShouldBe(status, path);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], path);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'", Case.Sensitive, path);
            response.Headers.CacheControl!.ToString().ShouldBe("no-store", path);
            response.Headers.Contains("Server").ShouldBeFalse(path);
        }
    }
}
