using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>The server is there and refuses: said by name, nothing stored, and the same batch stored once when it is over.</summary>
public sealed class RedisRefusalTests : RedisServerTest
{
    // The delay is for each key loaded, so that a start on files takes long enough to be seen.
    protected override IReadOnlyList<string> Arguments => ["--appendfsync", "always", "--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024"];

    [Fact]
    public async Task LOADING()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        // Many keys in a file of the kind that answers while it is read.
        await RedisTool.SayAsync(Server.Address, "EVAL", "for i = 1, 5000 do redis.call('SET', 'filling:' .. i, i) end", 0);
        await Server.SayAsync("BGREWRITEAOF", None);
        await Eventually.Holds(
            async () => (string?)await RedisTool.SayAsync(Server.Address, "INFO", "persistence") is { } info
                && info.Contains("aof_rewrite_in_progress:0", StringComparison.Ordinal) && info.Contains("aof_rewrite_scheduled:0", StringComparison.Ordinal),
            "a file written anew");
        Server.Kill();
        var restarting = Server.RestartAsync(None);
        await Eventually.Holds(async () => await ConnectingAsync() == JournalTrouble.Loading, "a server that loads");
        var batch = writer.Next(1);
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
        await restarting;
        await journal.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task READONLY_also_for_a_batch_that_only_compares()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        await Server.SayAsync("REPLICAOF 127.0.0.1 1", None);
        await RefusedAsync(journal, writer, JournalTrouble.ReadOnly);
        await RefusedAsync(journal, writer, JournalTrouble.ReadOnly, new JournalBatch(writer.Head, []));
        await Server.PromoteAsync(None);
        await writer.AppendAsync();
        await journal.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task OOM_refuses_a_batch_whole()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        await Server.SayAsync("CONFIG SET maxmemory 1", None);
        await RefusedAsync(journal, writer, JournalTrouble.OutOfMemory, writer.Next(3));
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.SaveSnapshotAsync(new StoredSnapshot(1, "h", new byte[10]), None));
        await journal.ShouldHoldAsync(1);
        await Server.SayAsync("CONFIG SET maxmemory 0", None);
        await writer.AppendAsync(3);
        await journal.ShouldHoldAsync(4);
    }

    [Fact]
    public async Task NOREPLICAS()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        await Server.SayAsync("CONFIG SET min-replicas-to-write 1", None);
        await RefusedAsync(journal, writer, JournalTrouble.TooFewReplicas);
        await Server.SayAsync("CONFIG SET min-replicas-to-write 0", None);
        await writer.AppendAsync();
        await journal.ShouldHoldAsync(2);
    }

    [Fact]
    public async Task A_password_that_is_wrong_or_missing_is_said_to_be()
    {
        await Server.SayAsync("CONFIG SET requirepass secret", None);
        foreach (var user in new[] { "", ":wrong@" })
        {
            var address = Server.Address.Replace("redis://", "redis://" + user, StringComparison.Ordinal);
            var refusal = await Should.ThrowAsync<JournalUnavailableException>(() => ConnectAsync(address));
            refusal.Trouble.ShouldBe(JournalTrouble.NotAllowed, refusal.Message);
        }
        var store = await ConnectAsync(Server.Address.Replace("redis://", "redis://:secret@", StringComparison.Ordinal));
        await store.PingAsync(None);
    }

    [Fact]
    public async Task A_stream_ahead_of_its_head_is_damage_and_not_tried_again()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        await RedisTool.SayAsync(Server.Address, "XADD", "acd:{p0}:records", "7-0", "r", "x");
        await Should.ThrowAsync<JournalDamagedException>(async () => await journal.AppendAsync(writer.Head, writer.Next(1), None));
        (await journal.ReadHeadAsync(None)).ShouldBe(writer.Head);
    }

    private async Task<JournalTrouble?> ConnectingAsync()
    {
        try
        {
            await ConnectAsync(callMilliseconds: 500);
            return null;
        }
        catch (JournalUnavailableException refusal)
        {
            TestContext.Current.SendDiagnosticMessage(refusal.Message);
            return refusal.Trouble;
        }
    }
}
