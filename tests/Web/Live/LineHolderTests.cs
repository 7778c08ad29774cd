using AcdRouter.Contracts;
using AcdRouter.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web.Tests;

/// <summary>The web as a process apart from the engine, which may take its lines for lost.</summary>
public sealed class LineHolderTests
{
    private static readonly LineHolder Holder = new(new Guid(9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    [Fact, Accepts("R17")]
    public async Task R17_a_line_that_the_engine_took_for_lost_is_reported_open_again_under_the_same_connection()
    {
        var engine = Scripted();
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(engine, time);
        using var stream = await OpenAsync(host);
        host.Hub.Tell(new LinesLost(WebHost.Demo, Holder.Id));
        await ReportsAsync(engine, time, 2);

        var reports = engine.Sent.OfType<ReportAgentConnection>().ToList();
        reports.ShouldAllBe(each => each.Change == ConnectionChange.Opened && each.Holder == Holder.Id && each.Connection == reports[0].Connection);
        reports[1].Ordinal.ShouldBeGreaterThan(reports[0].Ordinal);
        reports[1].CommandId.ShouldNotBe(reports[0].CommandId);
    }

    [Fact, Refuses("R17")]
    public async Task R17_lines_of_another_process_or_site_concern_nobody_here()
    {
        var engine = Scripted();
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(engine, time);
        using var stream = await OpenAsync(host);
        host.Hub.Tell(new LinesLost(WebHost.Demo, Guid.AllBitsSet));
        host.Hub.Tell(new LinesLost(new SiteId("other"), Holder.Id));
        host.Hub.CatchUp();
        await ReportsAsync(engine, time, 2);
        var fresh = stream.UntilAsync("inbox");
        await Eventually.Holds(() => Pass(time) && fresh.IsCompleted, "the stream has looked again");
        engine.Sent.OfType<ReportAgentConnection>().Count().ShouldBe(2, "only what may have been missed is reported again");
    }

    [Fact, Accepts("R17")]
    public async Task R17_it_is_reported_until_the_engine_has_taken_it_and_its_loss_comes_last()
    {
        var engine = Scripted();
        var failing = 2;
        engine.Decides = (command, _) =>
            command is ReportAgentConnection { Change: ConnectionChange.Opened } && engine.Sent.Count > 1 && Interlocked.Decrement(ref failing) >= 0
                ? Task.FromException(new InvalidOperationException("The bus is told to be away."))
                : Task.CompletedTask;
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(engine, time);
        var stream = await OpenAsync(host);
        host.Hub.CatchUp();
        await ReportsAsync(engine, time, 4);
        stream.Dispose();
        await ReportsAsync(engine, time, 5);
        var reports = engine.Sent.OfType<ReportAgentConnection>().ToList();
        reports.Select(each => each.Change).ShouldBe(
            [ConnectionChange.Opened, ConnectionChange.Opened, ConnectionChange.Opened, ConnectionChange.Opened, ConnectionChange.Lost]);
        reports.Select(each => each.Ordinal).ShouldBeInOrder();
    }

    [Fact, Refuses("R17")]
    public async Task R17_where_the_engine_is_the_same_process_reports_name_no_holder_and_nothing_is_reported_again()
    {
        var engine = Scripted();
        await using var host = await WebHost.StartAsync(engine);
        using var stream = await OpenAsync(host);
        host.Hub.Tell(new LinesLost(WebHost.Demo, Guid.Empty));
        host.Hub.CatchUp();
        await stream.UntilAsync("inbox");
        engine.Sent.OfType<ReportAgentConnection>().ShouldHaveSingleItem().Holder.ShouldBeNull();
    }

    private static Task<WebHost> StartAsync(ScriptedEngine engine, ManualTimeProvider time) =>
        WebHost.StartAsync(
            engine,
            services =>
            {
                services.Replace(time);
                services.AddSingleton(Holder);
            });

    private static async Task<EventReader> OpenAsync(WebHost host)
    {
        var stream = await EventReader.OpenAsync(host, "/api/v1/agents/me/inbox/events", host.PersonToken("anna"));
        await stream.UntilAsync("inbox");
        return stream;
    }

    /// <summary>Lets the stream look, and retries come, until so many reports were made.</summary>
    private static Task ReportsAsync(ScriptedEngine engine, ManualTimeProvider time, int count) =>
        Eventually.Holds(
            () => Pass(time) && engine.Sent.OfType<ReportAgentConnection>().Count() >= count, $"{count} reports");

    private static bool Pass(ManualTimeProvider time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    /// <summary>An engine whose inbox is another one each time it is asked for, so that a fresh view is sent.</summary>
    private static ScriptedEngine Scripted()
    {
        var asked = 0;
        return new ScriptedEngine
        {
            Shows = query => query is ShowInbox inbox
                ? new InboxView(inbox.Agent, AgentState.Available, null, Interlocked.Increment(ref asked), 3, [], [], [], [])
                : null,
        };
    }
}
