using AcdRouter.Acd;
using AcdRouter.Journals;

namespace AcdRouter.Servers.Tests.Postgres;

/// <summary>Stores for tests.</summary>
internal static class PostgresTool
{
    public static readonly Guid Installation = new("7c1c34bc-6d3e-4c50-9a4e-0a5bb9b4f9a1");

    public static Task<PostgresStore> ConnectAsync(string address) =>
        PostgresStore.ConnectAsync(PostgresAddress.Parse(address).Address!.ToOptions(), TestContext.Current.CancellationToken);

    /// <summary>A store with its tables.</summary>
    public static async Task<PostgresStore> PreparedAsync(string address)
    {
        var store = await ConnectAsync(address);
        await store.InitialiseAsync(Installation, TestContext.Current.CancellationToken);
        return store;
    }
}
