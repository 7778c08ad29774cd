using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Simulation.Servers;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>The installation, the sites, and what makes a server unfit.</summary>
public sealed class RedisStoreTests : RedisServerTest
{
    [Fact]
    public async Task An_installation_is_written_once_and_the_same_again_changes_only_its_replicas()
    {
        var store = await ConnectAsync();
        store.Installation.ShouldBeNull();
        var wanted = RedisInstallation.Of(Guid.NewGuid(), partitions: 4);
        (await store.InitialiseAsync(wanted, None)).ShouldBe(wanted);
        (await store.InitialiseAsync(wanted with { Replicas = 2 }, None)).ShouldBe(wanted with { Replicas = 2 });
        (await ConnectAsync()).Installation.ShouldBe(wanted with { Replicas = 2 });
    }

    [Fact]
    public async Task A_store_of_another_installation_or_with_other_partitions_is_refused_with_both_named()
    {
        var store = await ConnectAsync();
        var first = RedisInstallation.Of(Guid.NewGuid());
        var second = RedisInstallation.Of(Guid.NewGuid());
        await store.InitialiseAsync(first, None);
        var foreign = await Should.ThrowAsync<StoreRefusedException>(async () => await store.InitialiseAsync(second, None));
        foreign.Message.ShouldContain(first.Id.ToString());
        foreign.Message.ShouldContain(second.Id.ToString());
        await Should.ThrowAsync<StoreRefusedException>(async () => await store.InitialiseAsync(first with { Partitions = 8 }, None));
        (await store.ReadInstallationAsync(None)).ShouldBe(first);
    }

    [Fact]
    public async Task A_site_keeps_the_partition_that_it_was_given_first()
    {
        var store = await ConnectAsync();
        await Should.ThrowAsync<InvalidOperationException>(async () => await store.AssignSiteAsync(new SiteId("lisbon"), None));
        await store.InitialiseAsync(RedisInstallation.Of(Guid.NewGuid()), None);
        var given = await store.AssignSiteAsync(new SiteId("lisbon"), None);
        given.ShouldBe(SiteHash.Partition(new SiteId("lisbon"), 16));
        await RedisTool.SayAsync(Server.Address, "HSET", "acd:sites", "porto", 7);
        (await store.AssignSiteAsync(new SiteId("porto"), None)).ShouldBe(7, "a site that was moved stays where it is");
        (await store.ReadSitesAsync(None)).ShouldBe(
            new Dictionary<SiteId, int> { [new SiteId("lisbon")] = given, [new SiteId("porto")] = 7 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("a", 12)]
    [InlineData("lisbon", 2)]
    public void The_hash_of_sites_is_the_same_for_ever(string site, int partition)
    {
        SiteHash.Partition(new SiteId(site), 16).ShouldBe(partition);
        SiteHash.Name.ShouldBe("fnv1a-64");
    }

    [Fact]
    public async Task A_server_fit_for_it_has_no_problems() => (await (await ConnectAsync()).CheckAsync(None)).ShouldBeEmpty();

    [Fact]
    public async Task A_server_that_would_lose_or_evict_what_is_stored_is_found_unfit()
    {
        await using var unfit = await PrivateRedis.StartAsync(
            Folder["unfit"], ["--appendonly", "no", "--maxmemory-policy", "allkeys-lru", "--requirepass", "secret"], None);
        var store = await ConnectAsync(unfit.Address.Replace("redis://", "redis://:secret@", StringComparison.Ordinal), replicas: 1);
        var problems = await store.CheckAsync(None);
        problems.Count.ShouldBe(3);
        problems[0].ShouldContain("append-only");
        problems[1].ShouldContain("allkeys-lru");
        problems[2].ShouldContain("appends wait for 1");
        problems.ShouldAllBe(problem => !problem.Contains("secret"));
    }

    [Fact]
    public async Task A_replica_is_found_unfit()
    {
        await using var other = await PrivateRedis.StartAsync(Folder["other"], None);
        await Server.FollowAsync(other, None);
        (await (await ConnectAsync()).CheckAsync(None)).ShouldHaveSingleItem().ShouldContain("is a replica");
    }

    [Fact]
    public async Task Journals_of_partitions_that_do_not_exist_are_not_opened()
    {
        var store = await ConnectAsync();
        await store.InitialiseAsync(RedisInstallation.Of(Guid.NewGuid(), partitions: 2), None);
        Should.Throw<ArgumentOutOfRangeException>(() => store.OpenJournal(2));
        Should.Throw<ArgumentOutOfRangeException>(() => store.OpenJournal(-1));
    }
}
