using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class IdempotencyTests
{
    [Fact, Accepts("I10")]
    public async Task I10_a_guid_is_the_commands_id_as_it_is()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var key = Guid.NewGuid();

        (await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken("anna"), key: key.ToString())).Status.ShouldBe(201);

        engine.Sent.Single().CommandId.Value.ShouldBe(key);
    }

    [Fact]
    public async Task Any_other_key_is_told_apart_by_site_caller_and_key()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        foreach (var (site, person, key) in new[] { ("demo", "anna", "k1"), ("demo", "anna", "k1"), ("demo", "anna", "k2"), ("demo", "boris", "k1"), ("other", "anna", "k1") })
        {
            await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken(person, site), key: key);
        }
        var ids = engine.Sent.Select(command => command.CommandId).ToList();
        ids[1].ShouldBe(ids[0]);
        ids.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Without_a_key_each_request_is_a_wish_of_its_own()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        for (var i = 0; i < 2; i++) await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken("anna"));
        engine.Sent.Select(command => command.CommandId).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_malformed_key_is_refused(string key)
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/sessions", host.PersonToken("anna"), key: key);
        answer.Status.ShouldBe(400);
        engine.Sent.ShouldBeEmpty();
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_customer_cannot_join_as_another_by_that_ones_id()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        engine.Answers = command => new CommandAnswer(
            new CommandAccepted(command.CommandId, 1, new Made
            {
                Session = new SessionId(Guid.NewGuid()),
                Number = new SessionNumber(123_456_789),
                Customer = new CustomerId(command.CommandId.Value),
            }),
            null);
        var body = new { number = "123456789", name = "Zoe" };

        var first = await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, body, Guid.NewGuid().ToString());
        first.Status.ShouldBe(201);
        var thief = await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, body, first["customer"]);

        thief["customer"].ShouldNotBe(first["customer"]);
        (await host.SendAsync(HttpMethod.Post, "/api/v1/sites/demo/join", null, body, "short")).Status.ShouldBe(400);
    }
}
