using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Postgres;

/// <summary>The history in PostgreSQL keeps what every history promises.</summary>
public sealed class PostgresHistoryStoreTests(OwnDatabase database) : HistoryStoreContract, IClassFixture<OwnDatabase>
{
    private string address = "";
    private PostgresStore store = null!;

    public override async ValueTask InitializeAsync()
    {
        address = await database.AnotherAsync();
        store = await PostgresTool.PreparedAsync(address);
        Store = store.OpenHistory(HistoryRecords.Redact);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await store.DisposeAsync();
    }

    protected override async ValueTask<IHistoryStore> ReopenAsync()
    {
        await DisposeAsync();
        store = await PostgresTool.ConnectAsync(address);
        return store.OpenHistory(HistoryRecords.Redact);
    }
}
