using System.Diagnostics;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;
using AcdRouter.Web;

namespace AcdRouter.Servers.Tests;

public sealed class BrokerRestartTests
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task While_the_broker_is_down_the_web_turns_callers_away_at_once_and_afterwards_everything_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var rabbit = await PrivateRabbit.StartAsync(folder["rabbit"], management: false, [], Cancelled);
        await using var installation = new Installation(rabbit.Address);
        await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);
        (await web.Engine.SendAsync(Installation.Start(), Cancelled)).IsAccepted.ShouldBeTrue();
        // Under way when the broker dies.
        var hit = Enumerable.Range(0, 20).Select(_ => TryAsync(web)).ToList();

        rabbit.Kill();
        await Eventually.Holds(() => !web.Service<BusLink>().IsConnected, "the web notices");
        await Task.WhenAll(hit);
        var started = Stopwatch.GetTimestamp();
        var turnedAway = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => TryAsync(web)));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        turnedAway.ShouldAllBe(answered => !answered);
        (await web.Status.FindProblemAsync(Cancelled)).ShouldNotBeNull();

        await rabbit.RestartAsync(Cancelled);
        await Eventually.Holds(() => TryAsync(web), "the web is answered again", TimeSpan.FromSeconds(90));
        (await web.Engine.SendAsync(Installation.Start("boris"), Cancelled)).IsAccepted.ShouldBeTrue();
    }

    private static async Task<bool> TryAsync(Node web)
    {
        try
        {
            return await web.Engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(Installation.Demo.Site), Cancelled) is not null;
        }
        catch (EngineUnavailableException)
        {
            return false;
        }
    }
}
