using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using static AcdRouter.Journals.Tests.HistoryRecords;

namespace AcdRouter.Journals.Tests;

/// <summary>The history's files: crashes, failing disks, damage, two processes.</summary>
public sealed class FileHistoryFilesTests : FileHistoryFixture
{
    [Fact, Accepts("S14")]
    public async Task S14_a_site_has_a_folder_and_a_month_a_file()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(11), Record(12), Record(1, site: OtherSite)], None);
        Directory.GetFiles(Folder.Path, "*.history", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Folder.Path, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["sites/site-north/2026-01.history", "sites/site-north/2026-02.history", "sites/site-south/2026-01.history"]);
    }

    [Theory, Accepts("S14")]
    [InlineData("lock")]
    [InlineData("lock.holder")]
    [InlineData("sites")]
    [InlineData("con")]
    [InlineData("aux.1")]
    [InlineData("north.")]
    [InlineData("a.b-c_d..")]
    public async Task S14_every_well_formed_id_names_a_folder_of_its_own_and_is_read_back(string id)
    {
        var site = new SiteId(id);
        await using (var store = await OpenAsync())
        {
            await store.WriteAsync([Record(1, site: site), Record(2)], None);
        }
        Directory.GetDirectories(Folder["sites"]).Select(System.IO.Path.GetFileName)
            .ShouldAllBe(name => name!.StartsWith("site-", StringComparison.Ordinal) && !name.Contains('.'));
        await using var again = await OpenAsync();
        (await again.ListAsync(site: site)).ShouldHaveSingleItem().ShouldBeRecord(Record(1, site: site));
        (await again.ListSitesAsync(None)).ShouldBe([site, Site], ignoreOrder: true);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_write_cut_at_every_byte_is_cut_off_and_written_again()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        var good = (int)new FileInfo(January).Length;
        await store.WriteAsync([Record(2), Record(3)], None);
        await CrashAsync(store);
        var whole = File.ReadAllBytes(January);
        for (var length = good; length <= whole.Length; length++)
        {
            File.WriteAllBytes(January, [.. whole[..length], .. new byte[length % 3 == 1 ? 100 : 0]]);
            Findings.Clear();
            await using var again = await OpenAsync();
            (await again.ListAsync()).Count.ShouldBe(length == whole.Length ? 3 : 1);
            if (length > good && length < whole.Length) Findings.ShouldHaveSingleItem().ShouldContain($"{January} was cut at {good}");
            await again.WriteAsync([Record(2), Record(3)], None);
            (await again.ListAsync()).Count.ShouldBe(3);
            await CrashAsync(again);
        }
    }

    [Fact, Refuses("S14")]
    public async Task S14_damage_before_the_last_write_is_refused_with_file_and_offset()
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 3; number++) await store.WriteAsync([Record(number)], None);
        await CrashAsync(store);
        var whole = File.ReadAllBytes(January);
        for (var at = 0; at < whole.Length * 2 / 3; at++)
        {
            var spoiled = whole.ToArray();
            spoiled[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(January, spoiled);
            var refusal = await Should.ThrowAsync<HistoryDamagedException>(() => OpenAsync());
            refusal.Message.ShouldContain($"{January} at {(at < whole.Length / 3 ? 0 : whole.Length / 3)}");
        }
    }

    [Fact, Accepts("S14")]
    public async Task S14_what_was_written_is_flushed_before_the_write_returns()
    {
        var store = await OpenAsync();
        for (var number = 1; number <= 40; number++) await store.WriteAsync([Record(number)], None);
        Storage.Log.Clear();
        await store.WriteAsync([Record(41), Record(39, HistoryKind.Request)], None);
        Storage.Log.ShouldBe(["open", "write", "flush", "open", "write", "flush"], "the days lie in two months");
        await CrashAsync(store);
        await using var again = await OpenAsync();
        (await again.ListAsync()).Count.ShouldBe(41);
        (await again.ListAsync(HistoryKind.Request)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_write_is_cut_off_before_the_next_one()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        for (var bytes = 0; bytes < 150; bytes += 13)
        {
            Storage.FailWriteAfter = bytes;
            (await Should.ThrowAsync<IOException>(async () => await store.WriteAsync([Record(2)], None))).Message.ShouldContain(January);
            (await store.ListAsync()).Count.ShouldBe(1);
        }
        await store.WriteAsync([Record(2)], None);
        await CrashAsync(store);
        await using var again = await OpenAsync();
        Findings.ShouldBeEmpty();
        (await again.ListAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("rename")]
    public async Task S14_a_removal_that_dies_leaves_the_old_file_and_can_be_repeated(string fault)
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(3)], None);
        Storage.FailWriteAfter = fault == "write" ? 9 : null;
        Storage.FailFlush = fault == "flush";
        Storage.FailRename = fault == "rename";
        await Should.ThrowAsync<IOException>(async () => await store.RemoveCustomerAsync(Site, Customer(1), None));
        (await store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldBeRecord(Record(1));
        await CrashAsync(store);
        await using var again = await OpenAsync();
        (await again.ListAsync()).Count.ShouldBe(2);
        Directory.GetFiles(Folder["sites/site-north"], "*.new").ShouldBeEmpty();
        (await again.RemoveCustomerAsync(Site, Customer(1), None)).ShouldBe(1);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_removed_customer_is_nowhere_in_the_files()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(2), Record(3)], None);
        await store.RemoveCustomerAsync(Site, Customer(1), None);
        await store.RemoveCustomerAsync(Site, Customer(2), None);
        foreach (var gone in new[] { Customer(1), Customer(2) })
        {
            File.ReadAllText(January).ShouldNotContain(gone.Value.ToString());
            File.ReadAllBytes(January).AsSpan().IndexOf(gone.Value.ToByteArray()).ShouldBe(-1);
        }
        File.ReadAllText(January).ShouldContain(Customer(3).Value.ToString());
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_month_wholly_forgotten_has_no_file()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(2), Record(40)], None);
        (await store.ForgetAsync(Site, Record(3).EndedAt, None)).ShouldBe(2);
        File.Exists(January).ShouldBeFalse();
        await store.WriteAsync([Record(4)], None);
        (await store.ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_redaction_that_changes_what_a_record_is_known_by_is_refused_and_nothing_is_lost()
    {
        await using var store = await OpenAsync((record, _) => record with { EventId = "another" });
        await store.WriteAsync([Record(1)], None);
        await Should.ThrowAsync<InvalidOperationException>(async () => await store.RemoveCustomerAsync(Site, Customer(1), None));
        (await store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldBeRecord(Record(1));
    }

    [Fact]
    public async Task A_second_opener_and_a_site_that_would_leave_the_folder_are_refused()
    {
        await using var store = await OpenAsync();
        (await Should.ThrowAsync<FolderInUseException>(() => OpenAsync())).HolderProcessId.ShouldBe(Environment.ProcessId);
        await Should.ThrowAsync<ArgumentException>(async () => await store.WriteAsync([Record(1, site: new SiteId("../x"))], None));
    }
}
