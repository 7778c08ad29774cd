using System.Diagnostics;
using AcdRouter.Journals;
using AcdRouter.Journals.Tests;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>The server dies, stands still, or is not there at all.</summary>
public sealed class RedisAwayTests : RedisServerTest
{
    private const int Deaths = 5;
    private const int AppendsBetween = 40;

    [Fact]
    public async Task Everything_acknowledged_is_there_once_after_kills_in_the_middle_of_appends()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        for (var death = 0; death < Deaths; death++)
        {
            var killing = Task.CompletedTask;
            for (var each = 0; each < AppendsBetween; each++)
            {
                if (each == AppendsBetween / 2) killing = Server.RestartAsync(None);
                var batch = writer.Next(1 + (each % 3));
                (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
                writer = new JournalWriter(journal, batch.Head);
            }
            await killing;
        }
        await journal.ShouldHoldAsync(writer.Head.Sequence);
    }

    [Fact]
    public async Task A_restart_is_noticed_as_soon_as_the_server_is_back()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        Server.Kill();
        var batch = writer.Next(1);
        var stored = InsistAsync(journal, writer.Head, batch);
        await Server.RestartAsync(None);
        var back = Stopwatch.GetTimestamp();
        (await stored).ShouldBe(batch.Head);
        var noticed = Stopwatch.GetElapsedTime(back);
        TestContext.Current.SendDiagnosticMessage($"noticed after {noticed.TotalMilliseconds:F0} ms");
        noticed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_so_within_the_bound_and_without_the_password()
    {
        var address = Server.Address.Replace("redis://", "redis://:secret@", StringComparison.Ordinal);
        Server.Kill();
        var started = Stopwatch.GetTimestamp();
        var refusal = await Should.ThrowAsync<JournalUnavailableException>(() => ConnectAsync(address, callMilliseconds: 200));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        refusal.Trouble.ShouldBe(JournalTrouble.NoConnection);
        refusal.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Calls_to_a_frozen_server_are_bounded_and_the_same_batch_is_stored_once_when_it_goes_on()
    {
        var journal = await OpenAsync(callMilliseconds: 300);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        var batch = writer.Next(2);
        Server.Freeze();
        try
        {
            for (var each = 0; each < 3; each++)
            {
                var started = Stopwatch.GetTimestamp();
                // The first finds a connection that is silent, the others none that can be made.
                (await TroubleAsync(journal, writer, batch)).ShouldBeOneOf(JournalTrouble.TimedOut, JournalTrouble.NoConnection);
                Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(3));
            }
            await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.ReadHeadAsync(None));
        }
        finally
        {
            Server.Thaw();
        }
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task A_server_that_forgot_the_scripts_gets_them_again()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        await RedisTool.SayAsync(Server.Address, "SCRIPT", "FLUSH");
        await writer.AppendAsync();
        await RedisTool.SayAsync(Server.Address, "SCRIPT", "FLUSH");
        await journal.SaveCursorAsync(2, None);
        (await journal.LoadCursorAsync(None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_call_can_be_given_up_while_the_server_is_away()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        Server.Kill();
        using var given = new CancellationTokenSource();
        var append = journal.AppendAsync(writer.Head, writer.Next(1), given.Token).AsTask();
        await given.CancelAsync();
        await Should.ThrowAsync<Exception>(() => append);
        await journal.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1), None));
    }
}
