using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>One process a data folder.</summary>
public sealed class FolderLockTests : FileJournalFixture
{
    [Fact]
    public async Task A_second_opener_is_told_the_folder_and_the_process_that_holds_it()
    {
        await using var journal = await OpenAsync();
        var refusal = await Should.ThrowAsync<FolderInUseException>(async () => await OpenAsync());
        refusal.Folder.ShouldBe(Folder.Path);
        refusal.HolderProcessId.ShouldBe(Environment.ProcessId);
        refusal.Message.ShouldContain(Folder.Path);
        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        await (await JournalWriter.OnAsync(journal)).AppendAsync();
    }

    [Fact, Accepts("I7")]
    public async Task I7_every_folder_that_is_made_for_a_journal_is_durable_before_the_journal_is()
    {
        await (await OpenAsync(Folder["data/journal"])).DisposeAsync();
        Storage.Synced.Take(2).ShouldBe([Folder.Path, Folder["data"]]);
        Storage.Synced.Clear();
        await (await OpenAsync(Folder["data/journal"])).DisposeAsync();
        Storage.Synced.ShouldBe([Folder["data/journal"]], "nothing was made");
    }

    [Fact]
    public async Task A_lock_file_left_by_a_dead_process_locks_nothing()
    {
        File.WriteAllText(Folder[FolderLock.LockName], "");
        File.WriteAllText(Folder[FolderLock.HolderName], "1");
        await using var journal = await OpenAsync();
        File.ReadAllText(Folder[FolderLock.HolderName]).ShouldBe($"{Environment.ProcessId}");
    }

    [Fact]
    public async Task A_closed_journal_lets_go_and_refuses_calls()
    {
        var journal = await OpenAsync();
        await journal.DisposeAsync();
        await journal.DisposeAsync();
        await using var again = await OpenAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await journal.ReadHeadAsync(None));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await journal.ListAsync());
        await Should.ThrowAsync<ObjectDisposedException>(
            async () => await journal.AppendAsync(JournalHead.Empty, new JournalBatch(JournalHead.Empty, []), None));
    }

    [Fact]
    public async Task A_folder_that_is_refused_as_damaged_is_let_go_of()
    {
        var journal = await OpenAsync();
        await (await JournalWriter.OnAsync(journal)).AppendManyAsync(3);
        await journal.DisposeAsync();
        var whole = File.ReadAllBytes(Segments()[0]);
        File.WriteAllBytes(Segments()[0], [1, .. whole[1..]]);
        await ShouldBeDamagedAsync(Folder.Path, Segments()[0], 0);
        File.WriteAllBytes(Segments()[0], whole);
        await using var again = await OpenAsync();
        await again.ShouldHoldAsync(3);
    }
}
