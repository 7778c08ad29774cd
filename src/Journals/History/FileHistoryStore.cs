using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// The embedded history store: a folder a site (<see cref="SiteFolder"/>), a file a month, an index in memory. For one process at
/// a time. Operations on one site take turns; no site waits for another. A write to several months or sites is durable on return, but
/// not atomic: the kernel repeats it, and what is there already stays.
/// </summary>
public sealed class FileHistoryStore : IHistoryStore
{
    /// <summary>A write waits for the disk as an append to the journal does: forty a second leave it to the journal, and nobody waits for them.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    private readonly FileHistoryStoreOptions options;
    private readonly IStorage storage;
    private readonly FolderLock folderLock;
    private readonly ConcurrentDictionary<SiteId, HistorySite> sites = [];

    // Sites are added one at a time, and none once the store is closed.
    private readonly Turns adding;
    private volatile bool disposed;

    private FileHistoryStore(FileHistoryStoreOptions options, IStorage storage, FolderLock folderLock)
    {
        this.options = options;
        this.storage = storage;
        this.folderLock = folderLock;
        adding = new Turns(this, () => disposed = true);
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
            var root = SiteFolder.Root(options.Folder);
            DurableFolder.Create(storage, root);
            // A process that died may have made a site's folder and not flushed its name.
            storage.SyncFolder(root);
            foreach (var site in SiteFolder.List(options.Folder))
            {
                var folder = SiteFolder.Of(options.Folder, site);
                store.sites[site] = HistorySite.Open(storage, site, folder, options.OnFinding, cancellationToken);
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
    public TimeSpan WriteEvery => Every;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A record's site is no well-formed id.</exception>
    /// <exception cref="IOException">The disk is full or fails; names the file. Some records may be stored; writing all again is safe.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<HistoryRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            // The id names a folder: nothing but a well-formed one may become a path.
            if (!TextIds.IsWellFormed(record.Site.Value)) throw new ArgumentException($"'{record.Site}' is no site id.", nameof(records));
        }
        foreach (var group in records.GroupBy(record => record.Site).ToArray())
        {
            var site = Of(group.Key) ?? await adding.TakeAsync(() => Add(group.Key), cancellationToken).ConfigureAwait(false);
            await site.WriteAsync([.. group], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SiteId>> ListSitesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(disposed, this);
        return ValueTask.FromResult<IReadOnlyList<SiteId>>([.. sites.Keys.OrderBy(site => site.Value, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public async ValueTask<HistoryRecord?> FindAsync(SiteId site, HistoryKind kind, Guid id, CancellationToken cancellationToken) =>
        Of(site) is { } found ? await found.FindAsync(kind, id, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <remarks>The end of the span is excluded. A record removed while the reading goes on is left out.</remarks>
    public async IAsyncEnumerable<HistoryRecord> ReadAsync(
        SiteId site, HistoryKind kind, Instant from, Instant to, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Of(site) is not { } found) yield break;
        foreach (var (endedAt, key) in await found.SelectAsync(kind, from, to, limit, cancellationToken).ConfigureAwait(false))
        {
            if (await found.ReadAsync(endedAt, key, cancellationToken).ConfigureAwait(false) is { } record) yield return record;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A record that is written while the removal goes on may keep the customer, as one written after it does.</remarks>
    public async ValueTask<int> RemoveCustomerAsync(SiteId site, CustomerId customer, CancellationToken cancellationToken) =>
        Of(site) is { } found ? await found.RemoveCustomerAsync(customer, options.Redact, cancellationToken).ConfigureAwait(false) : 0;

    /// <inheritdoc/>
    public async ValueTask<int> ForgetAsync(SiteId site, Instant endedBefore, CancellationToken cancellationToken) =>
        Of(site) is { } found ? await found.ForgetAsync(endedBefore, cancellationToken).ConfigureAwait(false) : 0;

    /// <summary>Marks the history as closed in order and lets go of the folder. Waits for operations under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await adding.DisposeAsync().ConfigureAwait(false);
        foreach (var site in sites.Values) await site.DisposeAsync().ConfigureAwait(false);
        folderLock.Dispose();
    }

    private HistorySite? Of(SiteId site)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sites.GetValueOrDefault(site);
    }

    private HistorySite Add(SiteId site) =>
        sites.GetOrAdd(site, id => HistorySite.Create(storage, id, SiteFolder.Of(options.Folder, id), options.OnFinding));
}
