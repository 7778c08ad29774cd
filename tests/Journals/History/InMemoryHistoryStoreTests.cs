using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class InMemoryHistoryStoreTests : HistoryStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new InMemoryHistoryStore(HistoryRecords.Redact);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IHistoryStore> ReopenAsync() => ValueTask.FromResult(Store);
}
