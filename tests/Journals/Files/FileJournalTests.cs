using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class FileJournalTests : JournalContract
{
    private readonly TempFolder folder = new();

    public override async ValueTask InitializeAsync() => Journal = await OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async ValueTask<IJournal> ReopenAsync()
    {
        await Journal.DisposeAsync();
        return await OpenAsync();
    }

    private Task<FileJournal> OpenAsync() => FileJournal.OpenAsync(
        new FileJournalOptions { Folder = folder.Path, SegmentBytes = FileJournalOptions.MinSegmentBytes }, CancellationToken.None);
}
