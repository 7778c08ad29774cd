using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>What is stored has become less, or somebody else's: seen as a shorter history, never as a server that is away.</summary>
public sealed class RedisLossTests : RedisServerTest
{
    [Fact]
    public async Task An_emptied_database_shows_the_empty_head_and_takes_no_append_that_expects_more()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(3);
        await Server.SayAsync("FLUSHALL", None);
        (await journal.AppendAsync(writer.Head, writer.Next(1), None)).ShouldBe(JournalHead.Empty);
        (await journal.AppendAsync(writer.Head, new JournalBatch(writer.Head, []), None)).ShouldBe(JournalHead.Empty);
        (await journal.ReadHeadAsync(None)).ShouldBe(JournalHead.Empty);
        (await journal.ListAsync()).ShouldBeEmpty();
        (await journal.LoadSnapshotAsync(None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_older_copy_of_the_files_shows_its_own_head_and_takes_no_append_that_expects_more()
    {
        var journal = await OpenAsync();
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(3);
        var older = writer.Head;
        Server.Kill();
        Copy(Folder["redis"], Folder["copy"]);
        await Server.RestartAsync(None);
        await InsistAsync(journal, writer.Head, writer.Next(1));
        writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(3);
        Server.Kill();
        Directory.Delete(Folder["redis"], recursive: true);
        Copy(Folder["copy"], Folder["redis"]);
        await Server.RestartAsync(None);
        (await InsistAsync(journal, writer.Head, writer.Next(1))).ShouldBe(older);
        (await journal.ReadHeadAsync(None)).ShouldBe(older);
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task Another_installation_behind_the_address_shows_the_empty_head_and_is_not_written_to()
    {
        var store = await ConnectAsync();
        await store.InitialiseAsync(RedisInstallation.Of(Guid.NewGuid()), None);
        var journal = store.OpenJournal(0);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(3);
        await Server.SayAsync("FLUSHALL", None);
        var others = await ConnectAsync();
        await others.InitialiseAsync(RedisInstallation.Of(Guid.NewGuid()), None);
        var strange = others.OpenJournal(0);
        var stranger = await JournalWriter.OnAsync(strange);
        await stranger.AppendAsync(5);

        (await journal.ReadHeadAsync(None)).ShouldBe(JournalHead.Empty);
        (await journal.AppendAsync(writer.Head, writer.Next(1), None)).ShouldBe(JournalHead.Empty);
        var fresh = store.OpenJournal(0);
        await Should.ThrowAsync<JournalDamagedException>(async () => await fresh.ReadHeadAsync(None));
        await Should.ThrowAsync<JournalDamagedException>(
            async () => await fresh.AppendAsync(JournalHead.Empty, new JournalWriter(fresh, JournalHead.Empty).Next(1), None));
        await strange.ShouldHoldAsync(5);
    }

    [Fact]
    public async Task A_halted_partition_takes_no_append_and_no_claim_until_the_loss_is_accepted()
    {
        var store = await ConnectAsync();
        var journal = store.OpenJournal(0);
        var writer = await JournalWriter.OnAsync(journal);
        await writer.AppendAsync(2);
        await store.HaltAsync(0, "Record 5 was known, 2 was found.", 0, None);
        (await store.ReadHaltAsync(0, None)).ShouldBe("Record 5 was known, 2 was found.");
        foreach (var batch in new[] { writer.Next(1), writer.Next(1, epoch: 2, owner: "writer-2"), new JournalBatch(writer.Head, []) })
        {
            var halted = await Should.ThrowAsync<JournalHaltedException>(async () => await journal.AppendAsync(writer.Head, batch, None));
            halted.Message.ShouldContain("Record 5 was known, 2 was found.");
        }
        (await journal.ReadHeadAsync(None)).ShouldBe(writer.Head, "who looks may look");
        await store.AcceptLossAsync(0, None);
        (await store.ReadHaltAsync(0, None)).ShouldBeNull();
        await writer.AppendAsync();
        await journal.ShouldHoldAsync(3);
    }

    [Fact]
    public async Task A_loss_found_before_it_was_accepted_halts_nobody_afterwards_and_accepted_it_outranks_what_anybody_remembers()
    {
        var store = await ConnectAsync();
        (await store.AcceptLossAsync(1, None)).ShouldBeFalse("it is not halted");
        // Found by one who knew of two losses that this older copy has never heard of.
        (await store.HaltAsync(1, "It is older than a loss that was accepted.", 2, None)).ShouldBeTrue();
        (await store.AcceptLossAsync(1, None)).ShouldBeTrue();
        (await store.CountLossesAsync(1, None)).ShouldBe(3);
        (await store.HaltAsync(1, "Record 5 was known, 2 was found.", 2, None)).ShouldBeFalse();
        (await store.ReadHaltAsync(1, None)).ShouldBeNull();
        (await store.HaltAsync(1, "Record 9 was known, 2 was found.", 3, None)).ShouldBeTrue("another loss");
    }

    [Fact]
    public async Task Tries_of_a_command_are_counted_until_they_are_forgotten()
    {
        var store = await ConnectAsync();
        var command = new Contracts.CommandId(Guid.NewGuid());
        (await store.NoteTryAsync(2, command, None)).ShouldBe(1);
        (await store.NoteTryAsync(2, command, None)).ShouldBe(2);
        await store.ForgetTriesAsync(2, command, None);
        (await store.NoteTryAsync(2, command, None)).ShouldBe(1);
    }

    [Fact]
    public async Task An_emptied_partition_can_be_halted_too()
    {
        var store = await ConnectAsync();
        await store.HaltAsync(3, "Everything is gone.", 0, None);
        var journal = store.OpenJournal(3);
        (await journal.ReadHeadAsync(None)).ShouldBe(JournalHead.Empty);
        await Should.ThrowAsync<JournalHaltedException>(
            async () => await journal.AppendAsync(JournalHead.Empty, new JournalWriter(journal, JournalHead.Empty).Next(1), None));
        await store.AcceptLossAsync(3, None);
        await (await JournalWriter.OnAsync(journal)).AppendAsync();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
