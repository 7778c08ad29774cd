using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// The embedded history store: a folder a site (<see cref="SiteFolder"/>), a file a month, an index in memory. For one process at a time. Operations take turns.
/// A write to several months or sites is durable on return, but not atomic: the kernel repeats it, and what is there already stays.
/// </summary>
public sealed class FileHistoryStore : IHistoryStore
{
    private readonly FileHistoryStoreOptions options;
    private readonly IStorage storage;
    private readonly FolderLock folderLock;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<SiteId, HistorySite> sites = [];
    private bool disposed;

    private FileHistoryStore(FileHistoryStoreOptions options, IStorage storage, FolderLock folderLock)
    {
        this.options = options;
        this.storage = storage;
        this.folderLock = folderLock;
    }

    /// <summary>Opens a data folder: reads and checks every file, cuts torn tails.</summary>
    /// <exception cref="ArgumentException">The options are not valid; names everything that is wrong.</exception>
    /// <exception cref="FolderInUseException">Another process has the folder open; names it.</exception>
    /// <exception cref="HistoryDamagedException">Written records are damaged; names file and offset.</exception>
    public static Task<FileHistoryStore> OpenAsync(FileHistoryStoreOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, DiskStorage.Instance, cancellationToken);

    internal static async Task<FileHistoryStore> OpenAsync(
        FileHistoryStoreOptions options, IStorage storage, CancellationToken cancellationToken)
    {
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var folderLock = FolderLock.Take(storage, options.Folder);
        try
        {
            var store = new FileHistoryStore(options, storage, folderLock);
            DurableFolder.Create(storage, SiteFolder.Root(options.Folder));
            foreach (var site in SiteFolder.List(options.Folder))
            {
                var folder = SiteFolder.Of(options.Folder, site);
                store.sites.Add(site, HistorySite.Open(storage, site, folder, options.OnFinding, cancellationToken));
            }
            return store;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A record's site is no well-formed id.</exception>
    /// <exception cref="IOException">The disk is full or fails; names the file. Some records may be stored; writing all again is safe.</exception>
    public ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            // The id names a folder: nothing but a well-formed one may become a path.
            if (!TextIds.IsWellFormed(record.Site.Value)) throw new ArgumentException($"'{record.Site}' is no site id.", nameof(records));
        }
        return new ValueTask(TakeTurn(() => Write(records), cancellationToken));
    }

    /// <summary>Every site that has history, in the order of their ids.</summary>
    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken) => new(TakeTurn<IReadOnlyList<SiteId>>(
        () => [.. sites.Keys.OrderBy(site => site.Value, StringComparer.Ordinal)], cancellationToken));

    /// <inheritdoc/>
    public ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken) =>
        new(TakeTurn(() => sites.GetValueOrDefault(site)?.Find(kind, id), cancellationToken));

    /// <inheritdoc/>
    /// <remarks>The end of the span is excluded. A record removed while the reading goes on is left out.</remarks>
    public async IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = await TakeTurn(() => sites.GetValueOrDefault(site)?.Select(kind, from, to, limit) ?? [], cancellationToken)
            .ConfigureAwait(false);
        foreach (var (endedAt, key) in keys)
        {
            var record = await TakeTurn(() => sites[site].Read(endedAt, key), cancellationToken).ConfigureAwait(false);
            if (record is not null) yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken) => new(TakeTurn(
        () => sites.GetValueOrDefault(site)?.RemoveCustomer(customer, options.Redact, cancellationToken) ?? 0, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken) => new(TakeTurn(
        () => sites.GetValueOrDefault(site)?.Forget(endedBefore, cancellationToken) ?? 0, cancellationToken));

    /// <summary>Lets go of the folder. Waits for an operation under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            disposed = true;
            folderLock.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    private bool Write(IReadOnlyList<HistoryRecord> records)
    {
        foreach (var group in records.GroupBy(record => record.Site))
        {
            if (!sites.TryGetValue(group.Key, out var site))
            {
                site = HistorySite.Create(storage, group.Key, SiteFolder.Of(options.Folder, group.Key));
                sites.Add(group.Key, site);
            }
            site.Write(group);
        }
        return true;
    }

    private async Task<T> TakeTurn<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return operation();
        }
        finally
        {
            gate.Release();
        }
    }
}
