using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class JoinTests
{
    [Fact, Accepts("S5")]
    public async Task S5_a_customer_joins_by_number_and_name_without_an_account()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var session = new SessionId(Guid.NewGuid());
        var customer = new CustomerId(Guid.NewGuid());
        engine.Answers = command => new CommandAnswer(
            new CommandAccepted(command.CommandId, 1, new Made { Session = session, Number = new SessionNumber(123_456_789), Customer = customer }), null);

        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, new { number = "123 456 789", name = "Zoe" });

        answer.Status.ShouldBe(201);
        engine.Sent.OfType<JoinSession>().Single().ShouldSatisfyAllConditions(
            join => join.Number.ShouldBe(new SessionNumber(123_456_789)), join => join.Name.ShouldBe("Zoe"), join => join.Site.ShouldBe(WebHost.Demo));
        (await host.SendAsync(HttpMethod.Post, "/api/v1/customer/leave", answer["token"])).Status.ShouldBe(200);
        engine.Sent.OfType<LeaveSession>().Single().ShouldSatisfyAllConditions(leave => leave.Session.ShouldBe(session), leave => leave.Customer.ShouldBe(customer));
    }

    [Theory, Refuses("S5")]
    [InlineData("""{"number":"123456789","name":"Zoe"}""", 404)]
    [InlineData("""{"invitation":"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11","browser":"5b2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11","name":"Zoe"}""", 404)]
    [InlineData("""{"number":"123456789","name":" "}""", 400)]
    [InlineData("""{"number":"123456789","name":"Z\u0007"}""", 400)]
    [InlineData("""{"number":"12345678","name":"Zoe"}""", 400)]
    public async Task S5_a_join_does_not_tell_whether_a_site_exists(string body, int status)
    {
        await using var desk = await Desk.OpenAsync();
        var answers = new List<string>();
        foreach (var site in new[] { "demo", "no-such-site", "No%20Site" })
        {
            var answer = await desk.Host.SendAsync(HttpMethod.Post, $"/api/v1/sites/{site}/join", null, body, "key-of-the-first-try");
            answer.Status.ShouldBe(status, answer.Text);
            answers.Add($"{answer.Reason} {answer["detail"]} {answer["field"]}");
            // The same key with other contents is not remembered where there is nothing to remember it.
            var other = await desk.Host.SendAsync(
                HttpMethod.Post, $"/api/v1/sites/{site}/join", null, new { number = "987654321", name = "Yan" }, "key-of-the-first-try");
            other.Status.ShouldBe(404, other.Text);
        }
        answers.Distinct().Count().ShouldBe(1, string.Join('\n', answers));
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_wrong_number_and_an_unusable_link_are_answered_alike()
    {
        await using var desk = await Desk.OpenAsync();
        var number = await desk.JoinAsync("123456789", "Zoe");
        var link = await desk.Host.SendAsync(
            HttpMethod.Post, "/api/v1/sites/demo/join", null, new { invitation = Guid.NewGuid(), browser = Guid.NewGuid(), name = "Zoe" });
        (link.Status, link.Reason, link["detail"]).ShouldBe((number.Status, number.Reason, number["detail"]));
    }

    [Fact, Refuses("S5")]
    public async Task S5_guessing_numbers_is_limited_by_address_and_says_when_to_try_again()
    {
        var engine = new ScriptedEngine { Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.UnknownSession, "No.", null, [])) };
        await using var host = await WebHost.StartAsync(engine);
        for (var i = 0; i < WebLimits.JoinsAnAddressAMinute; i++)
        {
            (await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, new { number = "123456789", name = "Zoe" })).Status.ShouldBe(404);
        }

        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sites/other/join", null, new { number = "123456789", name = "Zoe" });

        answer.Status.ShouldBe(429);
        answer.RetryAfter.ShouldNotBeNull();
        answer["type"].ShouldBe("urn:acd:problem:too-many-tries");
        engine.Sent.Count.ShouldBe(WebLimits.JoinsAnAddressAMinute);
    }

    [Theory]
    [InlineData("""{"name":"Zoe"}""")]
    [InlineData("""{"name":"Zoe","number":"12345678"}""")]
    [InlineData("""{"name":"Zoe","number":"123456789","invitation":"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11"}""")]
    [InlineData("""{"name":"Zoe","invitation":"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11"}""")]
    [InlineData("""{"name":"","number":"123456789"}""")]
    public async Task S5_a_join_needs_a_number_or_a_link_with_its_browser(string body)
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, body);
        answer.Status.ShouldBe(400);
        engine.Sent.ShouldBeEmpty();
    }
}
