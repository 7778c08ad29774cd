using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class RepeatTests
{
    [Fact, Accepts("I10"), Accepts("R1")]
    public async Task I10_the_same_key_again_is_one_hand_over_with_one_answer()
    {
        await using var desk = await Desk.OpenAsync();
        var (session, _, _) = await desk.StartAsync();
        var key = Guid.NewGuid().ToString();
        var body = new { queue = "second-line" };

        var first = await desk.PostAsync("anna", $"sessions/{session}/transfer", body, key);
        var again = await desk.PostAsync("anna", $"sessions/{session}/transfer", body, key);

        first.Status.ShouldBe(200, first.Text);
        again.Text.ShouldBe(first.Text);
        first["request"].ShouldBe(key);
        (await desk.GetAsync("maria", "queues/second-line")).Json["summary"]!["waiting"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact, Refuses("I10")]
    public async Task I10_the_same_key_with_other_contents_or_by_another_caller_is_refused()
    {
        await using var desk = await Desk.OpenAsync();
        var key = Guid.NewGuid().ToString();
        (await desk.PostAsync("anna", "sessions", new { channel = "chat" }, key)).Status.ShouldBe(201);

        foreach (var (person, channel) in new[] { ("anna", "voice"), ("boris", "chat") })
        {
            var answer = await desk.PostAsync(person, "sessions", new { channel }, key);
            answer.Status.ShouldBe(422);
            answer.Reason.ShouldBe("CommandIdReused");
        }
    }

    [Fact]
    public async Task Signing_in_again_under_one_key_is_the_same_command()
    {
        await using var desk = await Desk.OpenAsync();
        var first = await desk.PostAsync("boris", "agents/me/sign-in", key: "shift-1");
        var again = await desk.PostAsync("boris", "agents/me/sign-in", key: "shift-1");
        again.Status.ShouldBe(200, again.Text);
        again.Text.ShouldBe(first.Text);
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_full_session_says_so_and_an_ended_one_is_not_told_from_an_unknown_one()
    {
        await using var desk = await Desk.OpenAsync();
        var (session, number, _) = await desk.StartAsync();
        (await desk.JoinAsync(number, "Yan")).Status.ShouldBe(201);
        var full = await desk.JoinAsync(number, "Xia");
        full.Status.ShouldBe(409);
        full.Reason.ShouldBe("SessionFull");

        await desk.PostAsync("anna", $"sessions/{session}/end");
        var ended = await desk.JoinAsync(number, "Xia");
        var unknown = await desk.JoinAsync("999999999", "Xia");
        ended.Status.ShouldBe(404);
        ended["detail"].ShouldBe(unknown["detail"]);
    }

    [Fact]
    public async Task Settings_are_put_in_force_by_version_and_every_breach_is_named()
    {
        await using var desk = await Desk.OpenAsync();
        var settings = (await desk.GetAsync("admin", "settings")).Json;

        settings["name"] = "Changed";
        var conflict = await desk.SendAsync(HttpMethod.Put, "admin", "settings", settings.ToJsonString());
        conflict.Status.ShouldBe(409);
        conflict.Reason.ShouldBe("SettingsConflict");

        settings["version"] = 2;
        settings["presenceGraceSeconds"] = 301;
        settings["queues"]![0]!["shutdownThreshold"] = 7;
        var invalid = await desk.SendAsync(HttpMethod.Put, "admin", "settings", settings.ToJsonString());
        invalid.Status.ShouldBe(422);
        invalid.Json["names"]!.AsArray().Count.ShouldBe(2);

        settings["presenceGraceSeconds"] = 300;
        settings["queues"]![0]!["shutdownThreshold"] = 50;
        var accepted = await desk.SendAsync(HttpMethod.Put, "admin", "settings", settings.ToJsonString());
        accepted.Status.ShouldBe(200, accepted.Text);
        (await desk.GetAsync("admin", "settings")).Json["name"]!.ToString().ShouldBe("Changed");
    }
}
