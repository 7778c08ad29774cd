using System.Net.Http.Headers;
using System.Text;

namespace AcdRouter.Web.Tests;

public sealed class MalformedTests
{
    private const string State = "PUT /api/v1/agents/me/state";
    private const string Transfer = "POST /api/v1/sessions/3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11/transfer";
    private const string Extend = "POST /api/v1/wrap-ups/3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11/extend";
    private const string Enter = "POST /api/v1/sites/demo/queues/second-line/sessions";

    [Theory]
    [InlineData(Transfer, "{", null, "not JSON")]
    [InlineData(Transfer, "[]", null, "expected an object")]
    [InlineData(Transfer, "", null, "JSON is required")]
    [InlineData(Transfer, "null", null, "JSON is required")]
    [InlineData(Transfer, """{"queue":"Not A Queue"}""", "queue", "expected 1 to 64 of a-z")]
    [InlineData(Transfer, """{"que":"second-line"}""", "que", "no such member; expected queue, agents, personalMessage")]
    [InlineData(Transfer, """{"Queue":"second-line"}""", "Queue", "no such member")]
    [InlineData(Transfer, """{"agents":[null]}""", "agents", "may not hold null")]
    [InlineData(Transfer, """{"agents":"boris"}""", "agents", "Expected a JSON array")]
    [InlineData(State, """{"availability":1}""", "availability", "one of available, unavailable")]
    [InlineData(State, """{"availability":"1"}""", "availability", "one of available, unavailable")]
    [InlineData(State, """{"availability":"available","availability":"unavailable"}""", "availability", "given twice")]
    [InlineData(State, """{"availability":"sleepy"}""", "availability", "one of available, unavailable")]
    [InlineData(State, """{"availability":null}""", "availability", "one of available, unavailable")]
    [InlineData(State, """{"reason":"break"}""", "availability", "required")]
    [InlineData(State, """{"availability":"available","reason":5}""", "reason", "expected a text")]
    [InlineData(Extend, """{"seconds":"5"}""", "seconds", "expected a whole number")]
    [InlineData(Extend, """{"seconds":99999999999}""", "seconds", "expected a whole number")]
    [InlineData(Enter, """{"customer":null}""", "customer", "expected a text")]
    [InlineData(Enter, """{"customer":"Zoe","answers":[{"field":"product"}]}""", "answers", "value: required in answers, at line 1")]
    [InlineData("GET /api/v1/sessions?all=perhaps", null, "all", "true or false")]
    [InlineData("GET /api/v1/history/sessions?limit=many", null, "limit", "a whole number")]
    [InlineData("GET /api/v1/history/sessions?from=yesterday", null, "from", "a time such as")]
    [InlineData("GET /api/v1/sessions/3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11/events?window=w", null, "window", "a GUID")]
    public async Task What_cannot_be_read_is_named_with_what_was_expected(string route, string? body, string? field, string expected)
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var (method, path) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);

        var answer = await host.SendAsync(new HttpMethod(method), path, host.PersonToken(path.Contains("history") ? "maria" : "anna"), body);

        answer.Status.ShouldBe(400, answer.Text);
        answer.Reason.ShouldBe("MalformedRequest");
        answer["type"].ShouldBe("urn:acd:problem:malformed-request");
        answer["title"].ShouldBe("Malformed request");
        answer["field"].ShouldBe(field, answer.Text);
        answer["detail"]!.ShouldContain(expected, Case.Sensitive);
        answer.Text.ShouldNotContain("AcdRouter");
        answer.Text.ShouldNotContain("Nullable");
        answer.Text.ShouldNotContain(".NET");
        engine.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        using var request = new HttpRequestMessage(HttpMethod.Put, State[4..]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.PersonToken("anna"));
        request.Content = new StringContent("""{"availability":"available"}""");
        using var response = await host.Http.SendAsync(request, WebHost.Cancelled);
        var answer = new Answer(response, await response.Content.ReadAsStringAsync(WebHost.Cancelled));
        answer.Status.ShouldBe(415);
        answer.Reason.ShouldBe("UnsupportedMediaType");
        answer["detail"]!.ShouldContain("application/json");
    }

    [Theory]
    [InlineData(Transfer, "anna", WebLimits.MaxBodyBytes)]
    [InlineData("PUT /api/v1/settings", "admin", WebLimits.MaxSettingsBytes)]
    public async Task A_body_too_long_is_told_the_limit_of_its_route(string route, string person, int limit)
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var (method, path) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.PersonToken(person));
        // The answer comes before the body is sent.
        request.Headers.ExpectContinue = true;
        request.Content = new StringContent($"\"{new string('x', limit)}\"", Encoding.UTF8, "application/json");

        using var response = await host.Http.SendAsync(request, WebHost.Cancelled);
        var answer = new Answer(response, await response.Content.ReadAsStringAsync(WebHost.Cancelled));

        answer.Status.ShouldBe(413);
        answer.Reason.ShouldBe("BodyTooLarge");
        answer["detail"]!.ShouldContain($"{limit} bytes");
        answer["limit"].ShouldBe($"{limit}");
    }

    [Theory]
    [InlineData(null, "/api/v1/sessions", 401, "Unauthenticated", "Authorization: Bearer")]
    [InlineData("anna", "/api/v1/settings", 403, "PrivilegeMissing", "privilege administrator")]
    [InlineData("maria", "/api/v1/agents/me/inbox", 403, "PrivilegeMissing", "privilege agent")]
    [InlineData("nobody", "/api/v1/queues", 403, "PrivilegeMissing", "does not know this person")]
    [InlineData("admin", "/api/v1/customer/session", 403, "PrivilegeMissing", "the token that joining gave")]
    [InlineData("admin", "/api/v1/operator/status", 403, "PrivilegeMissing", "acd token --operator")]
    public async Task Who_may_not_is_told_what_it_takes(string? person, string path, int status, string reason, string what)
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var answer = await host.SendAsync(HttpMethod.Get, path, person is null ? null : host.PersonToken(person));
        answer.Status.ShouldBe(status);
        answer.Reason.ShouldBe(reason);
        answer["detail"]!.ShouldContain(what, Case.Sensitive);
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_told_which_it_takes()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var answer = await host.SendAsync(HttpMethod.Delete, "/api/v1/settings", host.PersonToken("admin"));
        answer.Status.ShouldBe(405);
        answer["detail"]!.ShouldContain("GET");
        answer["detail"]!.ShouldContain("PUT");
    }
}
