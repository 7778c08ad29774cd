using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class OverdueCallTests
{
    private static readonly OverdueCallView Overdue = new(new(Guid.NewGuid()), new(Guid.NewGuid()), new(1_772_000_000_000));

    [Fact, Accepts("S11"), Refuses("S11")]
    public async Task S11_an_unconfirmed_tear_down_is_shown_to_the_sites_administrators_from_the_state()
    {
        var engine = new ScriptedEngine
        {
            Shows = query => query is ShowOverdueCalls asked
                ? new OverdueCallListView(asked.Site == WebHost.Demo ? [Overdue] : [], 1, 3)
                : null,
        };
        await using var host = await WebHost.StartAsync(engine);

        var shown = await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin"));
        shown.Json["overdueVoiceCalls"]!.AsArray().Single()!["call"]!.ToString().ShouldBe(Overdue.Call.ToString());
        shown["overdueVoiceCallsTotal"].ShouldBe("3");
        (await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin", "other"))).Json["overdueVoiceCalls"]!.AsArray().ShouldBeEmpty();
    }

    [Fact, Accepts("S11")]
    public async Task S11_the_status_is_shown_also_while_the_engine_cannot_answer()
    {
        var engine = new ScriptedEngine { Shows = query => query is ShowOverdueCalls ? throw new EngineUnavailableException("Away.", 5) : null };
        await using var host = await WebHost.StartAsync(engine);

        var shown = await host.SendAsync(HttpMethod.Get, "/api/v1/status", host.PersonToken("admin"));
        shown.Status.ShouldBe(200);
        shown.Json["overdueVoiceCalls"].ShouldBeNull();
    }
}
