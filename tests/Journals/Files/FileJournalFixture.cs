using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

/// <summary>A data folder with small segments, for tests that look at the files.</summary>
public abstract class FileJournalFixture : IDisposable
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected TempFolder Folder { get; } = new();

    protected ManualTime Time { get; } = new();

    protected List<string> Findings { get; } = [];

    internal FaultyStorage Storage { get; set; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<FileJournal> OpenAsync(string? folder = null, TrimmedSegments trimmed = TrimmedSegments.Archive) => FileJournal.OpenAsync(
        new FileJournalOptions
        {
            Folder = folder ?? Folder.Path,
            SegmentBytes = FileJournalOptions.MinSegmentBytes,
            Trimmed = trimmed,
            Time = Time,
            OnFinding = Findings.Add,
        },
        Storage,
        None);

    /// <summary>The process dies: nothing is marked as closed. What was not flushed is dropped, or spoiled.</summary>
    protected async Task CrashAsync(FileJournal journal, Func<byte[], byte[]>? spoil = null)
    {
        Storage.Crash(spoil);
        await journal.DisposeAsync();
        Findings.Clear();
        Storage = new FaultyStorage();
    }

    /// <summary>The process dies, the machine lives: the file system still shows what was not flushed.</summary>
    protected async Task DieAsync(FileJournal journal)
    {
        var next = Storage.Outlive();
        await journal.DisposeAsync();
        Findings.Clear();
        Storage = next;
    }

    protected string[] Segments(string? folder = null) =>
        [.. Directory.GetFiles(folder ?? Folder.Path, "*" + SegmentName.Suffix).Order(StringComparer.Ordinal)];

    /// <summary>Opening is refused, and the refusal names file and offset.</summary>
    protected async Task ShouldBeDamagedAsync(string folder, string file, long? offset = null)
    {
        var refusal = await Should.ThrowAsync<JournalDamagedException>(async () => await OpenAsync(folder));
        refusal.Message.ShouldContain(file);
        if (offset is { } at) refusal.Message.ShouldContain($"{file} at {at}");
    }
}
