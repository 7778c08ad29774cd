using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class OverdueCallTests
{
    [Fact, Accepts("S11"), Refuses("S11")]
    public async Task S11_an_unconfirmed_tear_down_is_shown_to_the_sites_administrators_until_it_is_confirmed()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var overdue = new VoiceCallChanged(WebHost.Demo, new SessionId(Guid.NewGuid()), new CallId(Guid.NewGuid()), VoiceState.Overdue);
        host.Hub.Tell(overdue);
        host.Hub.Tell(overdue);

        var shown = await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin"));
        shown.Json["overdueVoiceCalls"]!.AsArray().Single()!["call"]!.ToString().ShouldBe(overdue.Call.ToString());
        shown["overdueVoiceCallsTotal"].ShouldBe("1");
        (await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin", "other"))).Json["overdueVoiceCalls"]!.AsArray().ShouldBeEmpty();

        host.Hub.Tell(overdue with { State = VoiceState.Ended });
        var confirmed = await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin"));
        confirmed.Json["overdueVoiceCalls"]!.AsArray().ShouldBeEmpty();
        confirmed["overdueVoiceCallsTotal"].ShouldBe("1");
    }
}
