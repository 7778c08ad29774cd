using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Acd.Tests;

public sealed class StopTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Fact, Refuses("I10")]
    public async Task I10_a_stop_while_the_journal_is_away_ends_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var journal = new FailingJournal();
        var settings = Settings(folder);
        await using var app = AcdHost.Build(settings, journal, new InMemoryHistoryStore(CustomerRemoval.Apply), Soon);
        var running = RunProgram.RunAsync(app, settings);
        await StartedAsync(app);
        journal.IsAway = true;
        var partition = app.Services.GetRequiredService<IPartition>();
        var unanswered = partition.SubmitAsync(new CommandEnvelope(ConfigureCommands.Of(settings.Sites[0] with { Site = new SiteId("other") })), CancellationToken.None);
        await Eventually.Holds(() => partition.Status.Phase == PartitionPhase.JournalAway, "the journal is away");

        app.Lifetime.StopApplication();

        var ended = await Should.ThrowAsync<AcdException>(() => running);
        ended.ExitCode.ShouldBe(ExitCodes.CutShort);
        ended.Message.ShouldBe("Stopped while the journal was away: The disk is full. Nothing that was answered is lost; the next start goes on from there.");
        await app.DisposeAsync();
        await Should.ThrowAsync<PartitionUnavailableException>(async () => await unanswered);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_stop_during_a_start_that_waits_for_the_journal_ends_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var journal = new FailingJournal { IsAway = true };
        var settings = Settings(folder);
        await using var app = AcdHost.Build(settings, journal, new InMemoryHistoryStore(CustomerRemoval.Apply), Soon);
        var running = RunProgram.RunAsync(app, settings);
        await journal.Asked.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

        app.Lifetime.StopApplication();

        var ended = await Should.ThrowAsync<AcdException>(() => running);
        ended.ExitCode.ShouldBe(ExitCodes.CutShort);
        ended.Message.ShouldStartWith("Stopped before the start was finished");
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_stop_in_order_is_exit_code_0()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder);
        await using var app = AcdHost.Build(settings, new FailingJournal(), new InMemoryHistoryStore(CustomerRemoval.Apply));
        var running = RunProgram.RunAsync(app, settings);
        await StartedAsync(app);

        app.Lifetime.StopApplication();

        (await running).ShouldBe(ExitCodes.Done);
    }

    private static RunSettings Settings(TemporaryFolder folder) => new(
        new DataFolder(folder.Path), "http://127.0.0.1:0", [SettingsFile.Read(Path.Combine(Repository.Root, "samples", "site.yaml")).File!], null, Json: true, TrustedProxies: []);

    private static Task StartedAsync(WebApplication app)
    {
        var started = new TaskCompletionSource();
        app.Lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }
}
