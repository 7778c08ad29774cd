using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class FileHistoryStoreTests : HistoryStoreContract
{
    private readonly TempFolder folder = new();

    public override async ValueTask InitializeAsync() => Store = await OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async ValueTask<IHistoryStore> ReopenAsync()
    {
        await Store.DisposeAsync();
        return await OpenAsync();
    }

    private Task<FileHistoryStore> OpenAsync() => FileHistoryStore.OpenAsync(
        new FileHistoryStoreOptions { Folder = folder.Path, Redact = HistoryRecords.Redact }, CancellationToken.None);
}
