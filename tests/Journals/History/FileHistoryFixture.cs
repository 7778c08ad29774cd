using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

/// <summary>A history store's folder, for tests that look at the files.</summary>
public abstract class FileHistoryFixture : IDisposable
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected TempFolder Folder { get; } = new();

    protected List<string> Findings { get; } = [];

    internal FaultyStorage Storage { get; set; } = new();

    protected string January => MonthFile("2026-01");

    protected string February => MonthFile("2026-02");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static void Flip(string path, long at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= (byte)(1 << (int)(at % 8));
        File.WriteAllBytes(path, bytes);
    }

    protected Task<FileHistoryStore> OpenAsync(Func<HistoryRecord, CustomerId, HistoryRecord?>? redact = null) => FileHistoryStore.OpenAsync(
        new FileHistoryStoreOptions { Folder = Folder.Path, Redact = redact ?? HistoryRecords.Redact, OnFinding = Findings.Add }, Storage, None);

    /// <summary>The machine dies: what was not flushed is lost.</summary>
    protected async Task CrashAsync(FileHistoryStore store)
    {
        Storage.Crash();
        await store.DisposeAsync();
        Findings.Clear();
        Storage = new FaultyStorage();
    }

    /// <summary>The process dies, the machine lives: the file system still shows what was not flushed.</summary>
    protected async Task DieAsync(FileHistoryStore store)
    {
        var next = Storage.Outlive();
        await store.DisposeAsync();
        Findings.Clear();
        Storage = next;
    }

    private string MonthFile(string month) => Path.Combine(Folder["sites/site-north"], month + HistorySite.Suffix);
}
