using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests;

public sealed class AnsweringTests(OwnVirtualHost broker) : IClassFixture<OwnVirtualHost>
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task A_command_of_the_web_is_answered_by_the_core_over_the_broker()
    {
        await using var installation = new Installation(broker.Address);
        await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);

        var answer = await web.Engine.SendAsync(Installation.Start(), Cancelled);

        answer.IsAccepted.ShouldBeTrue(answer.Refusal?.Message);
        (await web.Engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(Installation.Demo.Site), Cancelled))!.Settings.Version
            .ShouldBe(Installation.Demo.Settings.Version);
    }
}
