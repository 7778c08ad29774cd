using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>Tests that kill, freeze or spoil a server: each has one of its own.</summary>
public abstract class RedisServerTest : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    private readonly List<RedisStore> stores = [];

    private protected TemporaryFolder Folder { get; } = new();

    protected PrivateRedis Server { get; private set; } = null!;

    /// <summary>What the server is started with beyond the usual. Flushed at every write, so that nothing acknowledged hangs on luck.</summary>
    protected virtual IReadOnlyList<string> Arguments => ["--appendfsync", "always"];

    public virtual async ValueTask InitializeAsync() => Server = await PrivateRedis.StartAsync(Folder["redis"], Arguments, None);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<RedisStore> ConnectAsync(string? address = null, int? replicas = null, int callMilliseconds = 2000)
    {
        var store = await RedisTool.ConnectAsync(address ?? Server.Address, replicas, callMilliseconds);
        stores.Add(store);
        return store;
    }

    protected async Task<RedisJournal> OpenAsync(string? address = null, int? replicas = null, int callMilliseconds = 2000) =>
        (await ConnectAsync(address, replicas, callMilliseconds)).OpenJournal(0);

    /// <summary>Appends as the kernel does: the same batch again until it is stored.</summary>
    protected static async Task<JournalHead> InsistAsync(IJournal journal, JournalHead expected, JournalBatch batch)
    {
        var stored = JournalHead.Empty;
        await Eventually.Holds(
            async () =>
            {
                try
                {
                    stored = await journal.AppendAsync(expected, batch, None);
                    return true;
                }
                catch (JournalUnavailableException)
                {
                    return false;
                }
            },
            "an append");
        return stored;
    }

    /// <summary>Proves that the batch is refused for this reason; the next one of the writer when none is given.</summary>
    protected static async Task RefusedAsync(IJournal journal, JournalWriter writer, JournalTrouble trouble, JournalBatch? batch = null) =>
        (await TroubleAsync(journal, writer, batch ?? writer.Next(1))).ShouldBe(trouble);

    protected static async Task<JournalTrouble> TroubleAsync(IJournal journal, JournalWriter writer, JournalBatch batch)
    {
        var refusal = await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.AppendAsync(writer.Head, batch, None));
        TestContext.Current.SendDiagnosticMessage(refusal.Message);
        return refusal.Trouble;
    }
}
