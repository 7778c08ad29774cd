using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>A snapshot lies in chunks and is still seen whole or not at all.</summary>
public sealed class RedisSnapshotTests : RedisServerTest
{
    private const int Large = 3_500_000;

    [Fact]
    public async Task A_large_one_comes_back_byte_for_byte_and_leaves_no_chunk_of_the_last_one()
    {
        var journal = await WrittenAsync();
        foreach (var sequence in new long[] { 3, 5, 5, 9 })
        {
            var state = State(sequence);
            await journal.SaveSnapshotAsync(new StoredSnapshot(sequence, $"h{sequence}", state), None);
            var loaded = (await journal.LoadSnapshotAsync(None))!;
            loaded.State.Span.SequenceEqual(state).ShouldBeTrue();
            (await ChunksAsync()).ShouldBe(4);
        }
        await journal.SaveSnapshotAsync(new StoredSnapshot(2, "older", State(2)), None);
        (await ChunksAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Readers_see_one_snapshot_whole_while_others_take_its_place()
    {
        var journal = await WrittenAsync();
        await journal.SaveSnapshotAsync(new StoredSnapshot(1, "h1", State(1)), None);
        var saving = SaveManyAsync(journal);
        long seen = 0;
        while (seen < 9)
        {
            var loaded = (await journal.LoadSnapshotAsync(None))!;
            loaded.Hash.ShouldBe($"h{loaded.Sequence}");
            loaded.State.Span.SequenceEqual(State(loaded.Sequence)).ShouldBeTrue();
            loaded.Sequence.ShouldBeGreaterThanOrEqualTo(seen);
            seen = loaded.Sequence;
        }
        await saving;
    }

    [Fact]
    public async Task One_that_lost_a_chunk_is_damage_and_said_to_be()
    {
        var journal = await WrittenAsync();
        await journal.SaveSnapshotAsync(new StoredSnapshot(3, "h3", State(3)), None);
        await RedisTool.SayAsync(Server.Address, "EVAL", "return redis.call('DEL', redis.call('HGET', 'acd:{p0}:snapshot', 'at') .. '1')", 0);
        await Should.ThrowAsync<JournalDamagedException>(async () => await journal.LoadSnapshotAsync(None));
    }

    [Fact]
    public async Task It_outlives_the_server()
    {
        var journal = await WrittenAsync();
        await journal.SaveSnapshotAsync(new StoredSnapshot(3, "h3", State(3)), None);
        await Server.RestartAsync(None);
        (await (await OpenAsync()).LoadSnapshotAsync(None))!.State.Span.SequenceEqual(State(3)).ShouldBeTrue();
        (await TemporaryChunksAsync()).ShouldBe(0, "what the pointer names does not expire");
    }

    private static async Task SaveManyAsync(RedisJournal journal)
    {
        for (var sequence = 2; sequence <= 9; sequence++)
        {
            await journal.SaveSnapshotAsync(new StoredSnapshot(sequence, $"h{sequence}", State(sequence)), None);
        }
    }

    private async Task<RedisJournal> WrittenAsync()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendAsync(9);
        return journal;
    }

    private async Task<int> ChunksAsync() =>
        (int)await RedisTool.SayAsync(Server.Address, "EVAL", "return #redis.call('KEYS', 'acd:{p0}:snapshot:*')", 0);

    private async Task<int> TemporaryChunksAsync() => (int)await RedisTool.SayAsync(
        Server.Address,
        "EVAL",
        "local n = 0 for _, key in ipairs(redis.call('KEYS', 'acd:{p0}:snapshot:*')) do if redis.call('TTL', key) >= 0 then n = n + 1 end end return n",
        0);

    private static byte[] State(long sequence)
    {
        var state = new byte[Large];
        new Random((int)sequence).NextBytes(state);
        return state;
    }
}
