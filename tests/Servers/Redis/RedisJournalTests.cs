using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>The journal in Redis keeps what every journal promises.</summary>
public sealed class RedisJournalTests(OwnRedis redis) : JournalContract, IClassFixture<OwnRedis>
{
    private RedisStore store = null!;

    public override async ValueTask InitializeAsync()
    {
        await RedisTool.ClearAsync(redis.Address);
        store = await RedisTool.ConnectAsync(redis.Address);
        Journal = store.OpenJournal(0);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await store.DisposeAsync();
    }

    protected override async ValueTask<IJournal> ReopenAsync()
    {
        await DisposeAsync();
        store = await RedisTool.ConnectAsync(redis.Address);
        return store.OpenJournal(0);
    }
}
