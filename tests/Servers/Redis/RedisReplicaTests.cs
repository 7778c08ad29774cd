using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>Where a replica is asked for, an append counts only once the replica has it.</summary>
public sealed class RedisReplicaTests : RedisServerTest
{
    private PrivateRedis replica = null!;

    // A primary waits so many seconds for further replicas before it sends its data to the first.
    protected override IReadOnlyList<string> Arguments => ["--appendfsync", "always", "--repl-diskless-sync-delay", "0"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        replica = await PrivateRedis.StartAsync(Folder["replica"], None);
        await replica.FollowAsync(Server, None);
        var store = await ConnectAsync(replicas: 1);
        await Eventually.Holds(async () => (await store.CheckAsync(None)).Count == 0, "a replica that follows");
    }

    public override async ValueTask DisposeAsync()
    {
        await replica.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task What_was_acknowledged_is_on_the_replica()
    {
        var journal = await OpenAsync(replicas: 1);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendManyAsync(20, count: 2);
        Server.Kill();
        await replica.PromoteAsync(None);
        await (await OpenAsync(replica.Address)).ShouldHoldAsync(40);
    }

    [Fact]
    public async Task Without_the_replica_nothing_counts_and_with_it_the_same_batch_counts_once()
    {
        await (await JournalWriter.OnAsync(await OpenAsync(replicas: 1))).AppendAsync();
        var journal = await OpenAsync(replicas: 1, callMilliseconds: 1000);
        var writer = await JournalWriter.OnAsync(journal);
        var batch = writer.Next(2);
        replica.Freeze();
        try
        {
            await RefusedAsync(journal, writer, JournalTrouble.TooFewReplicas, batch);
            await RefusedAsync(journal, writer, JournalTrouble.TooFewReplicas, batch);
            (await journal.ReadHeadAsync(None)).ShouldBe(batch.Head, "the primary has it; that alone does not count");
            var compare = new JournalBatch(batch.Head, []);
            await RefusedAsync(journal, new JournalWriter(journal, batch.Head), JournalTrouble.TooFewReplicas, compare);
        }
        finally
        {
            replica.Thaw();
        }
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task An_append_whose_connection_is_cut_while_it_waits_for_replicas_does_not_count()
    {
        var journal = await OpenAsync(replicas: 1);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync();
        var batch = writer.Next(1);
        replica.Freeze();
        try
        {
            // The client mends the connection by itself; a wait on the new one would be over at once, having nothing to wait for.
            var append = journal.AppendAsync(writer.Head, batch, None).AsTask();
            await Eventually.Holds(
                async () => (await journal.ReadHeadAsync(None)).Sequence == 2 && await CutAppendsAsync() > 0, "the append's connection cut");
            await Should.ThrowAsync<JournalUnavailableException>(() => append);
        }
        finally
        {
            replica.Thaw();
        }
        (await InsistAsync(journal, writer.Head, batch)).ShouldBe(batch.Head);
    }

    [Fact]
    public async Task A_replica_that_lagged_shows_a_shorter_history_when_it_takes_over()
    {
        var journal = await OpenAsync(replicas: 1);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(3);
        await replica.PromoteAsync(None);
        var alone = await OpenAsync(replicas: 0);
        var ahead = new JournalWriter(alone, writer.Head);
        await ahead.AppendAsync(2);
        var survivor = await OpenAsync(replica.Address, replicas: 0);
        (await survivor.ReadHeadAsync(None)).Sequence.ShouldBe(3);
        (await survivor.AppendAsync(ahead.Head, ahead.Next(1), None)).ShouldBe(writer.Head);
        await survivor.ShouldHoldAsync(3);
    }

    private async Task<int> CutAppendsAsync() =>
        (int)await RedisTool.SayAsync(Server.Address, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
}
