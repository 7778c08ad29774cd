using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Servers.Tests.Installations;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Backup;

/// <summary>An installation on servers is saved while it runs and comes back whole.</summary>
public sealed class ServerBackupTests(OwnDatabase database, SharedRabbit rabbit) : IClassFixture<OwnDatabase>, IDisposable
{
    private const int Partitions = 3;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact, Accepts("I10")]
    public async Task I10_what_comes_back_has_the_same_states_sites_history_and_keys_and_goes_on()
    {
        await using var one = await ThreeServers.StartAsync(database, rabbit);
        await using var other = await ThreeServers.StartAsync(database, rabbit);
        var hashes = await FillAsync(one.Addresses);
        var counts = await SaveAsync(one.Addresses, "file");
        (counts with { Records = 0 }).ShouldBe(new BackupCounts(Partitions, Partitions, 0, 100, 1));

        await RestoreAsync("file", other.Addresses);

        await using var before = await ServerConnections.OpenAsync(ThreeServers.Core, one.Addresses, Stop);
        await using var after = await ServerConnections.OpenAsync(ThreeServers.Core, other.Addresses, Stop);
        after.Installation.ShouldBe(before.Installation);
        after.Journal!.Installation.ShouldBe(before.Journal!.Installation);
        (await after.Journal.ReadSitesAsync(Stop)).ShouldBe(await before.Journal.ReadSitesAsync(Stop), ignoreOrder: true);
        after.History.Keys.ReadAll().ShouldBe(before.History.Keys.ReadAll());
        var history = after.History.OpenHistory(HistoryRecords.Redact);
        (await history.ListAsync()).Count.ShouldBe(100);
        for (var partition = 0; partition < Partitions; partition++)
        {
            await using var saved = before.Journal.OpenJournal(partition);
            await using var journal = after.Journal.OpenJournal(partition);
            (await journal.ReadHeadAsync(Stop)).ShouldBe(await saved.ReadHeadAsync(Stop));
            (await journal.LoadCursorAsync(Stop)).ShouldBe(await saved.LoadCursorAsync(Stop));
            (await PartitionLoader.LoadAsync(journal, SiteProcesses.Layout, cancellationToken: Stop)).Hash().ShouldBe(hashes[partition].Hash);
            await using var host = await SampleWork.StartAsync(journal, history, partition);
            await SampleWork.WaitAsync(host, SiteOf(partition), 1);
        }
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_journal_whose_first_records_are_trimmed_comes_back_from_its_snapshot_on()
    {
        await using var one = await ThreeServers.StartAsync(database, rabbit);
        await using var other = await ThreeServers.StartAsync(database, rabbit);
        var hashes = await FillAsync(one.Addresses);
        await using (var store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = one.Addresses.Journal! }, Stop))
        {
            await using var journal = store.OpenJournal(1);
            var snapshot = (await journal.LoadSnapshotAsync(Stop)).ShouldNotBeNull();
            await journal.SaveCursorAsync(snapshot.Sequence, Stop);
            await journal.TrimAsync(snapshot.Sequence, Stop);
        }
        var counts = await SaveAsync(one.Addresses, "file");
        counts.Records.ShouldBeLessThan(hashes.Sum(hash => hash.Sequence));

        await RestoreAsync("file", other.Addresses);

        await using var after = await ServerConnections.OpenAsync(ThreeServers.Core, other.Addresses, Stop);
        await using var restored = after.Journal!.OpenJournal(1);
        (await PartitionLoader.LoadAsync(restored, SiteProcesses.Layout, cancellationToken: Stop)).Hash().ShouldBe(hashes[1].Hash);
        await using var host = await SampleWork.StartAsync(restored, after.History.OpenHistory(HistoryRecords.Redact), 1);
        await SampleWork.WaitAsync(host, SiteOf(1), 1);
    }

    [Fact]
    public async Task A_redis_that_lost_everything_is_filled_beside_the_history_that_is_left()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        var hashes = await FillAsync(servers.Addresses);
        await SaveAsync(servers.Addresses, "file");
        await servers.Redis.SayAsync("FLUSHALL", Stop);

        await RestoreAsync("file", servers.Addresses);

        await using var after = await ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop);
        await using var journal = after.Journal!.OpenJournal(0);
        (await PartitionLoader.LoadAsync(journal, SiteProcesses.Layout, cancellationToken: Stop)).Hash().ShouldBe(hashes[0].Hash);
        (await after.History.OpenHistory(HistoryRecords.Redact).ListAsync()).Count.ShouldBe(100, "what is there is not written twice");
    }

    [Fact]
    public async Task A_data_folder_moves_to_servers_of_one_partition()
    {
        var data = new DataFolder(folder["data"]);
        StateHash hash;
        await using (var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = data.Journal }, Stop))
        await using (var history = await FileHistoryStore.OpenAsync(new FileHistoryStoreOptions { Folder = data.History, Redact = HistoryRecords.Redact }, Stop))
        {
            hash = await SampleWork.DoAsync(journal, history, SiteOf(0));
        }
        await using (var stores = await FileStores.OpenAsync(data, Stop))
        {
            await Saving.RunAsync(stores, BackupCommand.Begin(stores), true, folder["file"], new Progress<(double, string)>(), Stop);
        }
        await using var servers = await ThreeServers.StartAsync(database, rabbit);

        await RestoreAsync("file", servers.Addresses);

        await using var after = await ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop);
        after.Journal!.Installation!.Partitions.ShouldBe(1);
        (await after.Journal.ReadSitesAsync(Stop)).ShouldBe([new(SiteOf(0), 0)]);
        await using var restored = after.Journal.OpenJournal(0);
        (await PartitionLoader.LoadAsync(restored, SiteProcesses.Layout, cancellationToken: Stop)).Hash().ShouldBe(hash.Hash);
    }

    [Fact, Refuses("I10")]
    public async Task I10_what_is_not_empty_or_half_restored_is_neither_restored_into_nor_run_on()
    {
        await using var servers = await ThreeServers.StartAsync(database, rabbit);
        await FillAsync(servers.Addresses);
        await SaveAsync(servers.Addresses, "file");
        (await Should.ThrowAsync<StoreRefusedException>(() => RestoreAsync("file", servers.Addresses))).Message.ShouldContain("not empty");

        await servers.Redis.SayAsync("FLUSHALL", Stop);
        var (begin, _) = await Restoring.CheckAsync(folder["file"], new Progress<double>(), Stop);
        await using (await ServerStores.BeginAsync(servers.Addresses, begin, null, Stop))
        {
        }

        (await Should.ThrowAsync<AcdException>(() => ServerConnections.OpenAsync(ThreeServers.Core, servers.Addresses, Stop))).Message.ShouldContain("cut short");
        (await Should.ThrowAsync<AcdException>(() => Preparation.RunAsync(servers.Addresses, null, null, acceptLoss: false, Stop))).Message.ShouldContain("cut short");
    }

    private static SiteId SiteOf(int partition) => new($"site-{partition}");

    private static async Task<IReadOnlyList<StateHash>> FillAsync(ServerAddresses addresses)
    {
        await Preparation.RunAsync(addresses, Partitions, null, acceptLoss: false, Stop);
        await using var connections = await ServerConnections.OpenAsync(ThreeServers.Core, addresses, Stop);
        var history = connections.History.OpenHistory(HistoryRecords.Redact);
        await history.WriteAsync([.. Enumerable.Range(1, 100).Select(number => HistoryRecords.Record(number))], Stop);
        var hashes = new List<StateHash>();
        for (var partition = 0; partition < Partitions; partition++)
        {
            await connections.Journal!.AssignSiteAsync(SiteOf(partition), Stop);
            await using var journal = connections.Journal.OpenJournal(partition);
            hashes.Add(await SampleWork.DoAsync(journal, history, SiteOf(partition), partition));
        }
        return hashes;
    }

    private async Task<BackupCounts> SaveAsync(ServerAddresses addresses, string file)
    {
        await using var stores = await ServerStores.OpenAsync(addresses, Stop);
        return await Saving.RunAsync(stores, BackupCommand.Begin(stores), true, folder[file], new Progress<(double, string)>(), Stop);
    }

    private async Task RestoreAsync(string file, ServerAddresses addresses)
    {
        var (begin, _) = await Restoring.CheckAsync(folder[file], new Progress<double>(), Stop);
        await using var target = await ServerStores.BeginAsync(addresses, begin, null, Stop);
        await using var restoring = new Restoring(target, begin);
        await restoring.RunAsync(folder[file], new Progress<double>(), Stop);
    }
}
