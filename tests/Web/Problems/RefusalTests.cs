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

    [Theory]
    [InlineData("{", "Malformed request")]
    [InlineData("""{"queue":"Not A Queue"}""", "Malformed request")]
    [InlineData("""{"que":"second-line"}""", "Malformed request")]
    [InlineData("""{"agents":[null]}""", "Malformed request")]
    [InlineData("[]", "Malformed request")]
    public async Task A_malformed_body_is_a_problem(string body, string title)
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var answer = await host.SendAsync(HttpMethod.Post, $"/api/v1/sessions/{Guid.NewGuid()}/transfer", host.PersonToken("anna"), body);
        answer.Status.ShouldBe(400);
        answer.MediaType.ShouldBe("application/problem+json");
        answer["title"].ShouldBe(title);
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_refused()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var body = new { personalMessage = new string('x', WebLimits.MaxBodyBytes) };
        var answer = await host.SendAsync(HttpMethod.Post, $"/api/v1/sessions/{Guid.NewGuid()}/transfer", host.PersonToken("anna"), body);
        answer.Status.ShouldBe(413);
        answer.MediaType.ShouldBe("application/problem+json");
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
        answer.MediaType.ShouldBe("application/problem+json");
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
        answer.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        foreach (var path in new[] { "/health/live", "/nowhere", "/api/v1/sessions" })
        {
            using var response = await host.Http.GetAsync(path, WebHost.Cancelled);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            response.Headers.Contains("Server").ShouldBeFalse(path);
        }
    }
}
