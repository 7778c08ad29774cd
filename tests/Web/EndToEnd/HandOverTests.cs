using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class HandOverTests
{
    [Fact, Accepts("S9"), Accepts("S10")]
    public async Task S9_a_session_goes_to_a_queue_and_to_the_agent_who_accepts()
    {
        await using var desk = await Desk.OpenAsync();
        using var boris = await desk.InboxAsync("boris");
        (await desk.PostAsync("boris", "agents/me/sign-in")).Status.ShouldBe(200);
        var (session, number, token) = await desk.StartAsync();
        using var anna = await desk.PageAsync("anna", session);
        using var zoe = await desk.CustomerPageAsync(token);
        await zoe.UntilAsync("session");

        var transfer = await desk.PostAsync("anna", $"sessions/{session}/transfer", new { queue = "second-line", personalMessage = "Be kind." });
        transfer.Status.ShouldBe(200, transfer.Text);
        var offer = await boris.UntilAsync("offer");
        ((string?)offer["personalMessage"]).ShouldBe("Be kind.");
        await zoe.UntilAsync("waiting");
        await anna.UntilAsync("over");
        (await desk.GetAsync("anna", $"sessions/{session}")).Status.ShouldBe(404);

        var accepted = await desk.PostAsync("boris", $"offers/{transfer["request"]}/{offer["offer"]}/accept");
        accepted.Status.ShouldBe(200, accepted.Text);
        accepted["number"].ShouldBe(number);
        ((string?)(await zoe.UntilAsync("taken"))["name"]).ShouldBe("Boris");
        var view = await desk.GetAsync("boris", $"sessions/{session}");
        view["controller"].ShouldBe("boris");
        view["personalMessage"].ShouldBe("Be kind.");
    }

    [Fact, Refuses("S9")]
    public async Task S9_the_personal_message_is_in_nothing_a_customer_can_read()
    {
        await using var desk = await Desk.OpenAsync();
        using var boris = await desk.InboxAsync("boris");
        await desk.PostAsync("boris", "agents/me/sign-in");
        var (session, _, token) = await desk.StartAsync();
        using var zoe = await desk.CustomerPageAsync(token);
        var transfer = await desk.PostAsync("anna", $"sessions/{session}/transfer", new { queue = "second-line", personalMessage = "UNKIND-WORDS" });
        var offer = await boris.UntilAsync("offer");
        await desk.PostAsync("boris", $"offers/{transfer["request"]}/{offer["offer"]}/accept");

        (await desk.Host.SendAsync(HttpMethod.Get, "/api/v1/customer/session", token)).Text.ShouldNotContain("UNKIND");
        await desk.PostAsync("boris", $"sessions/{session}/end");
        while (await zoe.NextAsync() is { } each)
        {
            each.Data.ToJsonString().ShouldNotContain("UNKIND");
            each.Data.ToJsonString().ShouldNotContain("second-line");
        }
    }

    [Theory, Refuses("S9")]
    [InlineData("""{"queue":"closed"}""", 409, "QueueClosed")]
    [InlineData("""{"queue":"nowhere"}""", 404, "UnknownQueue")]
    [InlineData("""{}""", 400, "TargetMissing")]
    [InlineData("""{"queue":"second-line","agents":["boris"]}""", 400, "TargetMissing")]
    [InlineData("""{"agents":["anna","maria","nobody"]}""", 422, "AddresseeInvalid")]
    [InlineData("""{"agents":["boris"]}""", 409, "AddresseesSignedOut")]
    [InlineData("""{"queue":"second-line","personalMessage":"a\u0007b"}""", 400, "PersonalMessageInvalid")]
    public async Task S9_a_refused_hand_over_says_why_and_changes_nothing(string body, int status, string reason)
    {
        await using var desk = await Desk.OpenAsync();
        var (session, _, _) = await desk.StartAsync();
        var before = (await desk.GetAsync("anna", $"sessions/{session}")).Text;

        var answer = await desk.PostAsync("anna", $"sessions/{session}/transfer", body);

        answer.Status.ShouldBe(status, answer.Text);
        answer.Reason.ShouldBe(reason);
        (await desk.GetAsync("anna", $"sessions/{session}")).Text.ShouldBe(before);
    }

    [Fact, Accepts("R6"), Accepts("R17")]
    public async Task R17_an_agent_turns_unavailable_only_for_a_reason_of_the_sites_list()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.PostAsync("boris", "agents/me/sign-in");
        var wrong = await desk.SendAsync(HttpMethod.Put, "boris", "agents/me/state", new { availability = "unavailable", reason = "fishing" });
        wrong.Status.ShouldBe(400);
        wrong.Reason.ShouldBe("UnknownUnavailableReason");
        (await desk.SendAsync(HttpMethod.Put, "boris", "agents/me/state", new { availability = "unavailable", reason = "break" })).Status.ShouldBe(200);
        (await desk.GetAsync("boris", "agents/me/inbox"))["state"].ShouldBe("unavailable");
    }

    [Fact, Accepts("S1"), Accepts("R23")]
    public async Task S1_a_service_starts_a_waiting_session_and_its_decisions_are_explained()
    {
        await using var desk = await Desk.OpenAsync();
        var entered = await desk.PostAsync("anna", "sites/demo/queues/second-line/sessions", new { customer = "Zoe", priority = 1, answers = new[] { new { field = "product", value = "x" } } });
        entered.Status.ShouldBe(201, entered.Text);
        entered["position"].ShouldBe("1");
        using var zoe = await desk.CustomerPageAsync(entered["token"]!);
        ((int)(await zoe.UntilAsync("position"))["position"]!).ShouldBe(1);

        var explained = await desk.GetAsync("maria", $"requests/{entered["request"]}/explain");
        explained.Json["decisions"]![0]!["kind"]!.ToString().ShouldBe("queued");
        (await desk.GetAsync("boris", $"requests/{entered["request"]}")).Status.ShouldBe(200);
        (await desk.GetAsync("carla", $"requests/{entered["request"]}")).Status.ShouldBe(404);
    }

    [Fact, Accepts("S14"), Refuses("S14")]
    public async Task S14_an_ended_session_is_in_the_history_until_its_customer_is_removed()
    {
        await using var desk = await Desk.OpenAsync();
        var (session, _, _) = await desk.StartAsync();
        await desk.PostAsync("anna", $"sessions/{session}/end");
        await Eventually.Holds(async () => (await desk.GetAsync("maria", $"history/sessions/{session}")).Status == 200, "the record is kept");
        var record = await desk.GetAsync("maria", $"history/sessions/{session}");
        var customer = record.Json["record"]!["customers"]![0]!["customer"]!.ToString();
        (await desk.GetAsync("anna", $"history/sessions/{session}")).Status.ShouldBe(403);
        (await desk.GetAsync("maria", $"history/sessions/{session}", "other")).Status.ShouldBe(404);

        (await desk.SendAsync(HttpMethod.Delete, "maria", $"history/customers/{customer}")).Status.ShouldBe(403);
        (await desk.SendAsync(HttpMethod.Delete, "admin", $"history/customers/{customer}"))["records"].ShouldBe("1");
    }

    [Fact, Accepts("S12"), Refuses("S12")]
    public async Task S12_only_an_administrator_forces_the_end_of_anothers_session()
    {
        await using var desk = await Desk.OpenAsync();
        var (session, _, token) = await desk.StartAsync();
        using var zoe = await desk.CustomerPageAsync(token);
        (await desk.PostAsync("boris", $"sessions/{session}/end", new { force = true })).Status.ShouldBeOneOf(403, 404);
        var ended = await desk.PostAsync("admin", $"sessions/{session}/end", new { force = true });
        ended.Status.ShouldBe(200, ended.Text);
        ((string?)(await zoe.UntilAsync("ended"))["end"]).ShouldBe("forced");
    }
}
