using System.Net;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Testing;
using AcdRouter.Web;

namespace AcdRouter.Servers.Tests;

public sealed class AnsweringTests(SharedRabbit broker)
{
    private static CancellationToken Cancelled => Installation.Cancelled;

    [Fact]
    public async Task A_web_without_partitions_of_its_own_has_its_commands_answered_by_a_core()
    {
        await using var installation = await Installation.OnAsync(broker);
        var core = await installation.StartAsync(RunRole.Core);
        var web = await installation.StartAsync(RunRole.Web);

        var answer = await web.Engine.SendAsync(Installation.Start(), Cancelled);
        answer.IsAccepted.ShouldBeTrue(answer.Refusal?.Message);
        (await web.Engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(Installation.Demo.Site), Cancelled))!.Settings.Version
            .ShouldBe(Installation.Demo.Settings.Version);

        // What no partition has is refused, not left to time out.
        var unknown = await web.Engine.SendAsync(Installation.Start() with { Site = new SiteId("nowhere") }, Cancelled);
        unknown.Refusal!.Reason.ShouldBe(RefusalReason.UnknownSite);
        (await web.Engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(new SiteId("nowhere")), Cancelled)).ShouldBeNull();

        // News has come to the web, which witnesses it from then on.
        var partition = await installation.Journals.AssignSiteAsync(Installation.Demo.Site, Cancelled);
        await Eventually.Holds(() => web.Service<NewsWitness>().Of(partition).Sequence > 0, "the web has heard news");

        using var http = new HttpClient();
        (await http.GetAsync(new Uri(core.Http, "/health/ready"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(new Uri(web.Http, "/health/ready"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(new Uri(core.Http, "/api/v1/status"), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await web.Status.FindProblemAsync(Cancelled)).ShouldBeNull();
        var listed = await web.Status.ListAsync(hash: true, Cancelled);
        listed.Select(each => (each.Partition, each.State)).ShouldBe(Enumerable.Range(0, 4).Select(n => (n, EngineStatus.Running)));
        listed.ShouldAllBe(each => each.Owner == core.Service<Replica>().Id && each.Hash!.Length == 64);
    }
}
