using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using static AcdRouter.Journals.Tests.HistoryRecords;

namespace AcdRouter.Journals.Tests;

/// <summary>Removing and forgetting beside everything else.</summary>
public sealed class HistoryRewritingTests : FileHistoryFixture
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact, Accepts("S14")]
    public async Task S14_while_a_customer_is_removed_every_site_is_written_and_read()
    {
        var store = await OpenAsync(RedactWhenReleased);
        await store.WriteAsync([Record(1), Record(3)], None);
        var removal = store.RemoveCustomerAsync(Site, Customer(1), None).AsTask();
        await Soon(begun.Task);

        await Soon(store.WriteAsync([Record(1, site: OtherSite)], None).AsTask());
        await Soon(store.WriteAsync([Record(2), Record(20), Record(1), Record(5, customers: [Customer(1), Customer(5)])], None).AsTask());
        (await Soon(store.ListAsync())).Count.ShouldBe(5);
        (await Soon(store.ForgetAsync(OtherSite, Instant.MaxValue, None).AsTask())).ShouldBe(1);

        released.SetResult();
        (await removal).ShouldBe(2, "of what is written meanwhile the month's own records are looked at too");
        for (var restart = 0; restart < 2; restart++)
        {
            (await store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldNotBeNull().Customers.ShouldBeEmpty();
            (await store.FindAsync(Site, HistoryKind.Session, Id(5), None)).ShouldNotBeNull().Customers.ShouldBe([Customer(5)]);
            foreach (var number in new[] { 2, 3, 20 })
            {
                (await store.FindAsync(Site, HistoryKind.Session, Id(number), None)).ShouldBeRecord(Record(number));
            }
            await CrashAsync(store);
            Findings.ShouldBeEmpty();
            store = await OpenAsync();
        }
        await store.DisposeAsync();
    }

    [Fact]
    public async Task One_site_is_rewritten_by_one_at_a_time_and_an_end_waits_for_it()
    {
        var store = await OpenAsync(RedactWhenReleased);
        await store.WriteAsync([Record(1), Record(3), Record(20)], None);
        var removal = store.RemoveCustomerAsync(Site, Customer(1), None).AsTask();
        await Soon(begun.Task);
        var forgetting = store.ForgetAsync(Site, Record(3).EndedAt, None).AsTask();
        await Soon(store.WriteAsync([Record(4)], None).AsTask());
        forgetting.IsCompleted.ShouldBeFalse();
        released.SetResult();
        (await removal).ShouldBe(1);
        (await forgetting).ShouldBe(1);
        (await store.ListAsync()).Count.ShouldBe(3);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.WriteAsync([Record(5)], None));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await store.ForgetAsync(Site, Instant.MaxValue, None));
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_removal_whose_last_flush_failed_is_made_durable_by_repeating_it()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(3)], None);
        Storage.FailSyncFolder = true;
        await Should.ThrowAsync<IOException>(async () => await store.RemoveCustomerAsync(Site, Customer(1), None));
        await Should.ThrowAsync<IOException>(async () => await store.RemoveCustomerAsync(Site, Customer(1), None));
        Storage.FailSyncFolder = false;
        Storage.Synced.Clear();
        (await store.RemoveCustomerAsync(Site, Customer(1), None)).ShouldBe(0, "it is in no record any more");
        Storage.Synced.ShouldBe([Folder["sites/site-north"]]);
        (await store.ListAsync()).Count.ShouldBe(2);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_removal_that_finds_no_space_leaves_no_half_file()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync([Record(1), Record(3)], None);
        Storage.FailWriteAfter = 9;
        await Should.ThrowAsync<IOException>(async () => await store.RemoveCustomerAsync(Site, Customer(1), None));
        Directory.GetFiles(Folder["sites/site-north"]).ShouldHaveSingleItem();
        await store.WriteAsync([Record(2)], None);
        (await store.ListAsync()).Count.ShouldBe(3);
    }

    private static Task Soon(Task task) => task.WaitAsync(Eventually.Patience);

    private static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(Eventually.Patience);

    private HistoryRecord? RedactWhenReleased(HistoryRecord record, CustomerId customer)
    {
        begun.TrySetResult();
        if (!released.Task.Wait(Eventually.Patience)) throw new TimeoutException("Nobody has released the removal.");
        return Redact(record, customer);
    }
}
