using System.Net.Http.Headers;
using AcdRouter.Contracts;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web.Tests;

/// <summary>A page whose opening was sent is never left standing as connected.</summary>
public sealed class BrokenOpeningTests
{
    [Fact, Refuses("R17")]
    public async Task R17_a_page_aborted_while_it_opens_is_reported_lost()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine, services => services.AddHttpContextAccessor());
        var accessor = host.App.Services.GetRequiredService<IHttpContextAccessor>();
        engine.Decides = async (command, cancellationToken) =>
        {
            if (command is not ReportAgentConnection { Change: ConnectionChange.Opened }) return;
            var aborted = new TaskCompletionSource();
            await using (accessor.HttpContext!.RequestAborted.Register(aborted.SetResult)) await aborted.Task.WaitAsync(WebHost.Patience, cancellationToken);
        };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(WebHost.Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/agents/me/inbox/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.PersonToken("anna"));
        var opening = host.Http.SendAsync(request, leaving.Token);
        await Eventually.Holds(() => engine.Sent.OfType<ReportAgentConnection>().Any(), "the page is opening");

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => opening);
        await LostFollowsAsync(engine);
        await Eventually.Holds(() => host.Hub.Streams == 0, "the hub has forgotten the stream");
    }

    [Fact, Refuses("R17")]
    public async Task R17_a_page_whose_opening_was_not_answered_in_time_is_told_so_and_reported_lost()
    {
        var engine = new ScriptedEngine
        {
            Decides = (command, _) => command is ReportAgentConnection { Change: ConnectionChange.Opened }
                ? Task.FromException(new EngineUnavailableException("The engine has not answered in time."))
                : Task.CompletedTask,
        };
        await using var host = await WebHost.StartAsync(engine);

        (await host.SendAsync(HttpMethod.Get, "/api/v1/agents/me/inbox/events", host.PersonToken("anna"))).Status.ShouldBe(503);

        await LostFollowsAsync(engine);
    }

    [Fact, Accepts("R17")]
    public async Task R17_a_lost_line_is_reported_again_until_the_engine_is_back()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var away = 3;
        var engine = new ScriptedEngine
        {
            Decides = (command, _) => command is ReportAgentConnection { Change: ConnectionChange.Lost } && Interlocked.Decrement(ref away) >= 0
                ? Task.FromException(new EngineUnavailableException("The journal is away.", 5))
                : Task.CompletedTask,
            Shows = query => query is ShowInbox inbox ? new InboxView(inbox.Agent, AgentState.Available, null, 0, 3, [], [], [], []) : null,
        };
        await using var host = await WebHost.StartAsync(engine, services => services.Replace(time));
        await OpenAndBreakAsync(host, time);
        engine.Sent.OfType<ReportAgentConnection>().Count(report => report.Change == ConnectionChange.Lost).ShouldBe(4);
    }

    [Fact, Refuses("R17")]
    public async Task R17_a_lost_line_that_a_defect_or_the_bus_refuses_is_reported_again()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var losses = 0;
        var engine = new ScriptedEngine
        {
            Decides = (command, _) => command is ReportAgentConnection { Change: ConnectionChange.Lost } && Interlocked.Increment(ref losses) == 1
                ? Task.FromException(new InvalidOperationException("The bus is odd."))
                : Task.CompletedTask,
            Shows = query => query is ShowInbox inbox ? new InboxView(inbox.Agent, AgentState.Available, null, 0, 3, [], [], [], []) : null,
        };
        var usual = engine.Answers;
        engine.Answers = command => command is ReportAgentConnection { Change: ConnectionChange.Lost } && losses == 2
            ? new CommandAnswer(null, new Refusal(RefusalReason.CommandFailed, "It threw.", null, []))
            : usual(command);
        await using var host = await WebHost.StartAsync(engine, services => services.Replace(time));
        await OpenAndBreakAsync(host, time);
        losses.ShouldBe(3);
    }

    private static async Task OpenAndBreakAsync(WebHost host, ManualTimeProvider time)
    {
        using (await EventReader.OpenAsync(host, "/api/v1/agents/me/inbox/events", host.PersonToken("anna")))
        {
        }

        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return host.Hub.Streams == 0;
            },
            "the line is reported lost and the stream forgotten");
    }

    private static async Task LostFollowsAsync(ScriptedEngine engine)
    {
        await Eventually.Holds(() => engine.Sent.OfType<ReportAgentConnection>().Count() == 2, "the line is reported lost");
        var reports = engine.Sent.OfType<ReportAgentConnection>().ToList();
        reports[1].Change.ShouldBe(ConnectionChange.Lost);
        reports[1].Connection.ShouldBe(reports[0].Connection);
        reports[1].Ordinal.ShouldBeGreaterThan(reports[0].Ordinal);
    }
}
