using AcdRouter.Testing;
using static AcdRouter.Journals.Tests.HistoryRecords;

namespace AcdRouter.Journals.Tests;

/// <summary>What a crash may leave at the end of a month is told from damage, and what only the kernel's cache holds does not count.</summary>
public sealed class HistoryClosingTests : FileHistoryFixture
{
    [Fact, Refuses("S14")]
    public async Task S14_damage_to_the_last_write_of_a_history_closed_in_order_is_refused()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        var good = new FileInfo(January).Length;
        await store.WriteAsync([Record(2)], None);
        var end = new FileInfo(January).Length;
        await store.DisposeAsync();
        await ShouldBeDamagedAsync(good, end);
    }

    [Fact, Refuses("S14")]
    public async Task S14_damage_to_the_last_write_of_a_month_that_another_follows_is_refused()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        var good = new FileInfo(January).Length;
        await store.WriteAsync([Record(2)], None);
        var end = new FileInfo(January).Length;
        await store.WriteAsync([Record(20)], None);
        await CrashAsync(store);
        await ShouldBeDamagedAsync(good, end);
    }

    [Fact, Refuses("S14")]
    public async Task S14_damage_to_a_rewritten_month_is_refused()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(3)], None);
        await store.RemoveCustomerAsync(Site, Customer(1), None);
        await CrashAsync(store);
        await ShouldBeDamagedAsync(0, new FileInfo(January).Length - HistoryFrames.Closing().Length);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_late_record_cut_at_every_byte_is_cut_off_and_written_again()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        await store.WriteAsync([Record(20)], None);
        var good = (int)new FileInfo(January).Length;
        await store.WriteAsync([Record(2)], None);
        await CrashAsync(store);
        var whole = File.ReadAllBytes(January);
        for (var length = good + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(January, whole[..length]);
            await using var again = await OpenAsync();
            Findings.ShouldHaveSingleItem().ShouldContain($"{January} was cut at {good}");
            (await again.ListAsync()).Count.ShouldBe(2);
            await again.WriteAsync([Record(2)], None);
            (await again.ListAsync()).Count.ShouldBe(3);
            await CrashAsync(again);
        }
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_closing_that_was_cut_short_loses_nothing()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        var good = (int)new FileInfo(January).Length;
        await store.DisposeAsync();
        var whole = File.ReadAllBytes(January);
        whole.Length.ShouldBe(good + HistoryFrames.Closing().Length);
        for (var length = good; length <= whole.Length; length++)
        {
            File.WriteAllBytes(January, whole[..length]);
            await using var again = await OpenAsync();
            (await again.ListAsync()).ShouldHaveSingleItem().ShouldBeRecord(Record(1));
        }
        File.ReadAllBytes(January).ShouldBe(whole, "what is closed is not closed again");
    }

    [Fact]
    public async Task A_month_that_cannot_be_marked_as_closed_hinders_no_end()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        Storage.FailFlush = true;
        await store.DisposeAsync();
        Findings.ShouldHaveSingleItem().ShouldContain("could not be marked as closed");
        Storage.FailFlush = false;
        await using var again = await OpenAsync();
        (await again.ListAsync()).Count.ShouldBe(1);
    }

    [Theory, Accepts("S14")]
    [InlineData(2)]
    [InlineData(3)]
    public async Task S14_a_record_that_only_the_kernels_cache_holds_is_on_the_disk_before_it_counts_as_written(int next)
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        Storage.FailFlush = true;
        await Should.ThrowAsync<IOException>(async () => await store.WriteAsync([Record(2)], None));
        await DieAsync(store);
        var second = await OpenAsync();
        (await second.ListAsync()).Count.ShouldBe(2);
        await second.WriteAsync([Record(next)], None);
        await CrashAsync(second);
        await using var again = await OpenAsync();
        (await again.ListAsync()).Count.ShouldBe(next);
    }

    [Fact, Refuses("S14")]
    public async Task S14_a_record_found_that_cannot_be_brought_to_the_disk_does_not_count_as_written()
    {
        var store = await OpenAsync();
        await store.WriteAsync([Record(1)], None);
        await DieAsync(store);
        await using var again = await OpenAsync();
        Storage.FailFlush = true;
        (await Should.ThrowAsync<IOException>(async () => await again.WriteAsync([Record(1)], None))).Message.ShouldContain(January);
        Storage.FailFlush = false;
        Storage.Log.Clear();
        await again.WriteAsync([Record(1)], None);
        Storage.Log.ShouldBe(["open", "write", "flush"]);
        await again.WriteAsync([Record(1)], None);
        Storage.Log.Count.ShouldBe(3, "once is enough");
    }

    private async Task ShouldBeDamagedAsync(long good, long end)
    {
        var whole = File.ReadAllBytes(January);
        for (var at = good; at < end; at++)
        {
            Flip(January, at);
            var refusal = await Should.ThrowAsync<HistoryDamagedException>(() => OpenAsync());
            refusal.Message.ShouldContain($"{January} at {good}");
            File.WriteAllBytes(January, whole);
        }
        await using var sound = await OpenAsync();
        (await sound.ListAsync()).Count.ShouldBeGreaterThan(1);
    }
}
