using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Postgres;

public sealed class PostgresStoreTests(OwnDatabase database) : IClassFixture<OwnDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_becomes_an_installations_once_and_for_all()
    {
        var address = await database.AnotherAsync();
        await using var store = await PostgresTool.ConnectAsync(address);
        (await store.ReadInstallationAsync(Stop)).ShouldBeNull();

        await store.InitialiseAsync(PostgresTool.Installation, Stop);
        await store.InitialiseAsync(PostgresTool.Installation, Stop);

        (await store.ReadInstallationAsync(Stop)).ShouldBe(PostgresTool.Installation);
        var other = Guid.Parse("11111111-6d3e-4c50-9a4e-0a5bb9b4f9a1");
        var refused = await Should.ThrowAsync<StoreRefusedException>(async () => await store.InitialiseAsync(other, Stop));
        refused.Message.ShouldContain(PostgresTool.Installation.ToString());
        refused.Message.ShouldContain(other.ToString());
    }

    [Fact]
    public async Task Programs_that_prepare_it_at_once_agree()
    {
        var address = await database.AnotherAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresTool.PreparedAsync(address)));
        foreach (var store in stores)
        {
            (await store.ReadInstallationAsync(Stop)).ShouldBe(PostgresTool.Installation);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Tables_newer_than_the_program_are_refused()
    {
        var address = await database.AnotherAsync();
        await using var store = await PostgresTool.PreparedAsync(address);
        await Databases.TellAsync(address, "INSERT INTO acd.schema_version VALUES (1000)", Stop);

        (await Should.ThrowAsync<StoreRefusedException>(async () => await store.ReadInstallationAsync(Stop))).Message.ShouldContain("1000");
        await Should.ThrowAsync<StoreRefusedException>(async () => await store.InitialiseAsync(PostgresTool.Installation, Stop));
    }

    [Fact, Accepts("S14")]
    public async Task S14_two_processes_that_write_the_same_at_once_leave_it_once()
    {
        var address = await database.AnotherAsync();
        await using var one = await PostgresTool.PreparedAsync(address);
        await using var other = await PostgresTool.ConnectAsync(address);
        HistoryRecord[] records = [.. Enumerable.Range(1, 300).Select(number => HistoryRecords.Record(number))];
        var (first, second) = (one.OpenHistory(HistoryRecords.Redact), other.OpenHistory(HistoryRecords.Redact));

        await Task.WhenAll(first.WriteAsync(records, Stop).AsTask(), second.WriteAsync([.. records.Reverse()], Stop).AsTask());

        (await first.ListAsync()).Count.ShouldBe(300);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_removed_customer_is_nowhere_in_the_database()
    {
        var address = await database.AnotherAsync();
        await using var store = await PostgresTool.PreparedAsync(address);
        var history = store.OpenHistory(HistoryRecords.Redact);
        await history.WriteAsync([HistoryRecords.Record(1), HistoryRecords.Record(2), HistoryRecords.Record(3)], Stop);

        await history.RemoveCustomerAsync(HistoryRecords.Site, HistoryRecords.Customer(1), Stop);
        await history.RemoveCustomerAsync(HistoryRecords.Site, HistoryRecords.Customer(2), Stop);

        var all = await Databases.TellAsync(address, "SELECT customers, convert_from(body, 'UTF8') FROM acd.history", Stop);
        all.ShouldNotContain(HistoryRecords.Customer(1).Value.ToString());
        all.ShouldNotContain(HistoryRecords.Customer(2).Value.ToString());
        all.ShouldContain(HistoryRecords.Customer(3).Value.ToString());
    }

    [Fact, Refuses("S14")]
    public async Task S14_what_no_table_takes_is_refused_for_good()
    {
        var address = await database.AnotherAsync();
        await using var store = await PostgresTool.PreparedAsync(address);
        var history = store.OpenHistory(HistoryRecords.Redact);
        foreach (var record in (HistoryRecord[])
            [
                HistoryRecords.Record(1, site: new SiteId("../x")),
                HistoryRecords.Record(1) with { EventId = new string('x', PostgresHistoryStore.MaxEventId + 1) },
                HistoryRecords.Record(1) with { EventId = "a\0b" },
            ])
        {
            await Should.ThrowAsync<ArgumentException>(async () => await history.WriteAsync([record], Stop));
        }
        var longest = HistoryRecords.Record(1) with { EventId = new string('\u20ac', PostgresHistoryStore.MaxEventId) };
        await history.WriteAsync([longest], Stop);
        (await history.ListAsync()).ShouldHaveSingleItem().ShouldBeRecord(longest);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_server_that_is_away_or_hangs_is_a_fault_that_passes()
    {
        using var folder = new TemporaryFolder();
        await using var server = await PrivatePostgres.StartAsync(folder["postgres"], Stop);
        await using var store = await PostgresTool.PreparedAsync(server.Address);
        var history = store.OpenHistory(HistoryRecords.Redact);
        await history.WriteAsync([HistoryRecords.Record(1)], Stop);

        server.Kill();
        var away = await Should.ThrowAsync<IOException>(async () => await history.WriteAsync([HistoryRecords.Record(2)], Stop));
        away.Message.ShouldStartWith("postgres://acd@127.0.0.1:");
        away.ToString().ShouldNotContain("acd-secret");
        await server.RestartAsync(Stop);
        await Eventually.Holds(() => IsWrittenAsync(history, 2), "the server is back");

        server.Freeze();
        await Should.ThrowAsync<IOException>(async () => await history.WriteAsync([HistoryRecords.Record(3)], Stop));
        server.Thaw();
        await Eventually.Holds(() => IsWrittenAsync(history, 3), "the server goes on");
        (await history.ListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Keys_are_shared_and_stay_in_order()
    {
        var address = await database.AnotherAsync();
        await using var store = await PostgresTool.PreparedAsync(address);
        store.Keys.ReadAll().ShouldBeEmpty();
        store.Keys.Add("key-b", "<key id=\"1\" />");
        store.Keys.Add("key-a", "<key id=\"2\" />");
        store.Keys.Add("key-b", "<key id=\"3\" />");

        await using var other = await PostgresTool.ConnectAsync(address);
        other.Keys.ReadAll().ShouldBe([new("key-b", "<key id=\"1\" />"), new("key-a", "<key id=\"2\" />")]);
    }

    private static async Task<bool> IsWrittenAsync(PostgresHistoryStore history, int number)
    {
        try
        {
            await history.WriteAsync([HistoryRecords.Record(number)], Stop);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
