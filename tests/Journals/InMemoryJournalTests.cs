using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

public sealed class InMemoryJournalTests : JournalContract
{
    public override ValueTask InitializeAsync()
    {
        Journal = new InMemoryJournal();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IJournal> ReopenAsync() => ValueTask.FromResult(Journal);
}
