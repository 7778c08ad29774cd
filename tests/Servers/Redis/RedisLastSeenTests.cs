using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>The store knows when an owner was last there, so that a successor knows how long nobody was, also where nothing was recorded.</summary>
public sealed class RedisLastSeenTests : RedisServerTest
{
    [Fact]
    public async Task An_owner_is_seen_by_its_appends_and_when_it_only_compares()
    {
        var journal = await OpenAsync();
        (await journal.ReadLastSeenAsync(None)).ShouldBeNull();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(1);
        var appended = (await journal.ReadLastSeenAsync(None)).ShouldNotBeNull();
        Math.Abs(Contracts.Instant.From(TimeProvider.System.GetUtcNow()).Since(appended)).ShouldBeLessThan(60_000);
        await Eventually.Holds(
            async () =>
            {
                await journal.AppendAsync(writer.Head, new JournalBatch(writer.Head, []), None);
                return (await journal.ReadLastSeenAsync(None))!.Value > appended;
            },
            "comparing is seen");
    }

    [Fact]
    public async Task Who_is_deposed_is_not_taken_for_the_owner()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(1);
        var before = writer.Head;
        await writer.AppendAsync(1);
        var seen = await journal.ReadLastSeenAsync(None);
        for (var i = 0; i < 20; i++) await journal.AppendAsync(before, new JournalBatch(before, []), None);
        (await journal.ReadLastSeenAsync(None)).ShouldBe(seen);
    }
}
