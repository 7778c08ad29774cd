using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>A data folder. Saved only while no program runs on it, because one that runs holds its lock.</summary>
internal sealed class FileStores : IRestoreTarget
{
    private const string KeySuffix = ".xml";

    private readonly DataFolder data;
    private readonly DataFolder? final;
    private readonly FileHistoryStore history;

    private FileStores(DataFolder data, DataFolder? final, FileHistoryStore history)
    {
        this.data = data;
        this.final = final;
        this.history = history;
    }

    public IHistoryStore History => history;

    /// <summary>Opens a data folder that is there.</summary>
    public static async Task<FileStores> OpenAsync(DataFolder data, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(data.Journal)) throw new AcdException($"There is no journal in {data.Path}.", ExitCodes.Usage);
        return new FileStores(data, null, await OpenHistoryAsync(data, cancellationToken));
    }

    /// <summary>Begins a data folder, beside its place until it is whole.</summary>
    /// <exception cref="AcdException">There is something in its place.</exception>
    public static async Task<FileStores> BeginAsync(DataFolder data, BackupBegin begin, CancellationToken cancellationToken)
    {
        if (begin.Partitions != 1)
        {
            throw new AcdException($"The backup has {begin.Partitions} partitions; a data folder has one. Restore it into servers.", ExitCodes.Usage);
        }
        var beside = new DataFolder(data.Path + ".restoring");
        if (Directory.Exists(data.Path) && Directory.EnumerateFileSystemEntries(data.Path).Any())
        {
            throw new AcdException($"{data.Path} is not empty: a backup is restored into an empty folder only.", ExitCodes.Failed);
        }
        if (Directory.Exists(beside.Path)) throw new AcdException($"{beside.Path} is left of a restore that was cut short: remove it first.", ExitCodes.Failed);
        return new FileStores(beside, data, await OpenHistoryAsync(beside, cancellationToken));
    }

    public async Task<IJournal> OpenJournalAsync(int partition, CancellationToken cancellationToken) =>
        await FileJournal.OpenAsync(new FileJournalOptions { Folder = data.Journal }, cancellationToken);

    public Task<IReadOnlyDictionary<SiteId, int>?> ReadSitesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<SiteId, int>?>(null);

    public IReadOnlyList<KeyValuePair<string, string>> ReadKeys() => data.Keys.Exists
        ? [.. data.Keys.EnumerateFiles("*" + KeySuffix).OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create(Path.GetFileNameWithoutExtension(file.Name), File.ReadAllText(file.FullName)))]
        : [];

    public Task SeedAsync(int partition, JournalHead head, CancellationToken cancellationToken)
    {
        JournalSeed.Write(data.Journal, head);
        return Task.CompletedTask;
    }

    public Task AssignAsync(SiteId site, int partition, CancellationToken cancellationToken) => Task.CompletedTask;

    public void AddKey(string name, string xml)
    {
        if (Path.GetFileName(name) != name) throw new AcdException($"\"{name}\" names no key.", ExitCodes.JournalDamaged);
        data.Keys.Create();
        File.WriteAllText(Path.Combine(data.Keys.FullName, name + KeySuffix), xml);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await history.DisposeAsync();
        if (Directory.Exists(final!.Path)) Directory.Delete(final.Path);
        Directory.Move(data.Path, final.Path);
    }

    public ValueTask DisposeAsync() => history.DisposeAsync();

    private static Task<FileHistoryStore> OpenHistoryAsync(DataFolder data, CancellationToken cancellationToken) => FileHistoryStore.OpenAsync(
        new FileHistoryStoreOptions { Folder = data.History, Redact = CustomerRemoval.Apply }, cancellationToken);
}
