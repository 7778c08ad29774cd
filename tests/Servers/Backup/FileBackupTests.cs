using System.IO.Compression;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Journals.Tests;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Backup;

/// <summary>A data folder is saved whole and comes back whole.</summary>
public sealed class FileBackupTests : IDisposable
{
    private static readonly SiteId Demo = new("demo");

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact, Accepts("I10")]
    public async Task I10_what_comes_back_has_the_same_state_records_and_history_and_goes_on()
    {
        var hash = await FillAsync("a");
        var counts = await SaveAsync("a", "file", keys: false);
        counts.Records.ShouldBe(hash.Sequence);
        counts.History.ShouldBe(300);
        counts.Sites.ShouldBe(1);

        await RestoreAsync("file", "b");

        await using var journal = await OpenAsync("b");
        await using var history = await OpenHistoryAsync("b");
        (await PartitionLoader.LoadAsync(journal, SiteProcesses.Layout, cancellationToken: Stop)).Hash().ShouldBe(hash.Hash);
        (await history.FindAsync(HistoryRecords.Site, HistoryKind.Session, HistoryRecords.Id(7), Stop)).ShouldBeRecord(HistoryRecords.Record(7));
        (await history.ListAsync()).Count.ShouldBe(300);
        await using var host = await SampleWork.StartAsync(journal, history);
        await SampleWork.WaitAsync(host, Demo, 1);
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_and_holds_keys_only_when_asked()
    {
        await FillAsync("a");
        Directory.CreateDirectory(folder["a/keys"]);
        await File.WriteAllTextAsync(folder["a/keys/key-1.xml"], "<key>secret</key>", Stop);

        (await SaveAsync("a", "without", keys: false)).Keys.ShouldBe(0);
        (await SaveAsync("a", "with", keys: true)).Keys.ShouldBe(1);

        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(folder["with"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await RestoreAsync("without", "b");
        Directory.Exists(folder["b/keys"]).ShouldBeFalse();
        await RestoreAsync("with", "c");
        (await File.ReadAllTextAsync(folder["c/keys/key-1.xml"], Stop)).ShouldBe("<key>secret</key>");
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_file_that_is_damaged_or_cut_is_refused_before_anything_is_written()
    {
        await FillAsync("a");
        await SaveAsync("a", "file", keys: false);
        var whole = await File.ReadAllBytesAsync(folder["file"], Stop);
        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 97))
        {
            var spoiled = whole.ToArray();
            // The tenth byte of gzip says which system wrote it, the fifth to eighth when: nobody reads them.
            if (at is >= 4 and < 10) continue;
            spoiled[at] ^= 0x10;
            // Compression has bits that say nothing, such as its own sum at the end, beside ours: then every byte read is still the right one.
            if (!SaysTheSame(spoiled, whole)) await ShouldBeRefusedAsync(spoiled, $"byte {at}");
            if (!SaysTheSame(whole[..at], whole)) await ShouldBeRefusedAsync(whole[..at], $"cut at {at}");
        }
        Directory.Exists(folder["b"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_holds_anything_is_not_restored_into()
    {
        await FillAsync("a");
        await SaveAsync("a", "file", keys: false);
        (await Should.ThrowAsync<AcdException>(() => RestoreAsync("file", "a"))).Message.ShouldContain("not empty");
        Directory.CreateDirectory(folder["b"]);
        await RestoreAsync("file", "b");
    }

    [Fact]
    public async Task A_file_is_never_written_over_and_a_failed_backup_leaves_none()
    {
        await FillAsync("a");
        await File.WriteAllTextAsync(folder["there"], "mine", Stop);
        (await Should.ThrowAsync<AcdException>(() => SaveAsync("a", "there", keys: false))).ExitCode.ShouldBe(ExitCodes.Usage);
        (await File.ReadAllTextAsync(folder["there"], Stop)).ShouldBe("mine");

        await using (var held = await OpenAsync("a"))
        {
            await Should.ThrowAsync<FolderInUseException>(() => SaveAsync("a", "file", keys: false));
        }
        Directory.EnumerateFiles(folder.Path, "file*").ShouldBeEmpty();
    }

    private async Task<StateHash> FillAsync(string name)
    {
        await using var journal = await OpenAsync(name);
        await using var history = await OpenHistoryAsync(name);
        await history.WriteAsync([.. Enumerable.Range(1, 300).Select(number => HistoryRecords.Record(number))], Stop);
        return await SampleWork.DoAsync(journal, history, Demo);
    }

    private async Task<BackupCounts> SaveAsync(string data, string file, bool keys)
    {
        await using var stores = await FileStores.OpenAsync(new DataFolder(folder[data]), Stop);
        return await Saving.RunAsync(stores, BackupCommand.Begin(stores), keys, folder[file], new Progress<(double, string)>(), Stop);
    }

    private async Task RestoreAsync(string file, string data)
    {
        var (begin, _) = await Restoring.CheckAsync(folder[file], new Progress<double>(), Stop);
        await using var target = await FileStores.BeginAsync(new DataFolder(folder[data]), begin, Stop);
        await using var restoring = new Restoring(target, begin);
        await restoring.RunAsync(folder[file], new Progress<double>(), Stop);
    }

    private static bool SaysTheSame(byte[] spoiled, byte[] whole)
    {
        try
        {
            return Unpack(spoiled).AsSpan().SequenceEqual(Unpack(whole));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private async Task ShouldBeRefusedAsync(byte[] bytes, string what)
    {
        await File.WriteAllBytesAsync(folder["spoiled"], bytes, Stop);
        var refused = await Should.ThrowAsync<AcdException>(() => RestoreAsync("spoiled", "b"), what);
        refused.ExitCode.ShouldBe(ExitCodes.JournalDamaged, what);
    }

    private Task<FileJournal> OpenAsync(string name) => FileJournal.OpenAsync(new FileJournalOptions { Folder = folder[$"{name}/journal"] }, Stop);

    private Task<FileHistoryStore> OpenHistoryAsync(string name) => FileHistoryStore.OpenAsync(
        new FileHistoryStoreOptions { Folder = folder[$"{name}/history"], Redact = HistoryRecords.Redact }, Stop);
}
