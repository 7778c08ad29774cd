using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using static AcdRouter.Journals.Tests.HistoryRecords;

namespace AcdRouter.Journals.Tests;

/// <summary>What every history store promises.</summary>
public abstract class HistoryStoreContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected IHistoryStore Store { get; set; } = null!;

    /// <summary>The store again, as a new process finds it.</summary>
    protected abstract ValueTask<IHistoryStore> ReopenAsync();

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Accepts("S14")]
    public async Task S14_every_record_is_found_by_its_id_also_after_a_restart()
    {
        await WriteAsync(1, 100);
        for (var restart = 0; restart < 2; restart++)
        {
            for (var number = 1; number <= 100; number++)
            {
                (await Store.FindAsync(Site, HistoryKind.Session, Id(number), None)).ShouldBeRecord(Record(number));
            }
            Store = await ReopenAsync();
        }
    }

    [Fact]
    public async Task Every_site_with_records_is_listed_in_order()
    {
        (await Store.ListSitesAsync(None)).ShouldBeEmpty();
        await Store.WriteAsync([Record(1, site: new SiteId("z.1")), Record(2, site: new SiteId("b")), Record(3, site: new SiteId("b"))], None);
        Store = await ReopenAsync();
        (await Store.ListSitesAsync(None)).ShouldBe([new SiteId("b"), new SiteId("z.1")]);
    }

    [Fact, Refuses("S14")]
    public async Task S14_what_is_not_there_is_not_found()
    {
        await WriteAsync(1, 3);
        (await Store.FindAsync(Site, HistoryKind.Session, Id(4), None)).ShouldBeNull();
        (await Store.FindAsync(Site, HistoryKind.Request, Id(1), None)).ShouldBeNull();
        (await Store.ListAsync(site: new SiteId("nowhere"))).ShouldBeEmpty();
    }

    [Fact, Refuses("I9")]
    public async Task I9_a_site_sees_nothing_of_another()
    {
        await Store.WriteAsync([Record(1), Record(2, site: OtherSite)], None);
        (await Store.FindAsync(OtherSite, HistoryKind.Session, Id(1), None)).ShouldBeNull();
        (await Store.ListAsync(site: OtherSite)).ShouldHaveSingleItem().ShouldBeRecord(Record(2, site: OtherSite));
        (await Store.RemoveCustomerAsync(OtherSite, Customer(1), None)).ShouldBe(0);
        (await Store.ForgetAsync(OtherSite, Instant.MaxValue, None)).ShouldBe(1);
        (await Store.ListAsync()).ShouldHaveSingleItem().ShouldBeRecord(Record(1));
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_record_written_again_changes_nothing()
    {
        var again = Record(1) with { Body = Encoding.UTF8.GetBytes("{}"), EndedAt = Start.PlusSeconds(90 * 86_400) };
        await Store.WriteAsync([Record(1), again], None);
        await Store.WriteAsync([again], None);
        Store = await ReopenAsync();
        await Store.WriteAsync([again, Record(2)], None);
        (await Store.ListAsync()).Count.ShouldBe(2);
        (await Store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldBeRecord(Record(1));
    }

    [Fact]
    public async Task Reading_goes_from_the_newest_to_the_oldest_of_a_kind_within_the_span()
    {
        await Store.WriteAsync([.. Enumerable.Range(1, 100).Reverse().Select(number => Record(number))], None);
        await Store.WriteAsync([Record(50, HistoryKind.Request)], None);
        Numbers(await Store.ListAsync()).ShouldBe(Enumerable.Range(1, 100).Reverse());
        Numbers(await Store.ListAsync(limit: 3)).ShouldBe([100, 99, 98]);
        Numbers(await Store.ListAsync(limit: 0)).ShouldBeEmpty();
        Numbers(await Store.ListAsync(from: Record(40).EndedAt, to: Record(44).EndedAt)).ShouldBe([43, 42, 41, 40]);
        Numbers(await Store.ListAsync(from: Record(10).EndedAt, to: Record(80).EndedAt, limit: 2)).ShouldBe([79, 78]);
        Numbers(await Store.ListAsync(HistoryKind.Request)).ShouldBe([50]);
    }

    [Fact, Accepts("S14")]
    public async Task S14_a_customer_is_removed_from_every_record_and_a_repeat_does_not_bring_them_back()
    {
        HistoryRecord[] records =
        [
            Record(1), Record(2), Record(3, customers: [Customer(1), Customer(3)]), Record(40, customers: [Customer(1)]),
            Record(70, HistoryKind.Request, customers: [Customer(1), Customer(9)]),
        ];
        await Store.WriteAsync(records, None);
        (await Store.RemoveCustomerAsync(Site, Customer(1), None)).ShouldBe(4);
        for (var restart = 0; restart < 2; restart++)
        {
            await Store.WriteAsync(records, None);
            (await Store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldNotBeNull().Customers.ShouldBeEmpty();
            (await Store.FindAsync(Site, HistoryKind.Session, Id(40), None)).ShouldBeNull("nothing was left worth keeping");
            (await Store.FindAsync(Site, HistoryKind.Session, Id(3), None)).ShouldNotBeNull().Customers.ShouldBe([Customer(3)]);
            (await Store.FindAsync(Site, HistoryKind.Session, Id(2), None)).ShouldBeRecord(Record(2));
            List<HistoryRecord> all = [.. await Store.ListAsync(), .. await Store.ListAsync(HistoryKind.Request)];
            all.Count.ShouldBe(4);
            all.ShouldAllBe(record => !Encoding.UTF8.GetString(record.Body.ToArray()).Contains(Customer(1).Value.ToString()));
            (await Store.RemoveCustomerAsync(Site, Customer(1), None)).ShouldBe(0);
            Store = await ReopenAsync();
        }
    }

    [Fact, Refuses("S14")]
    public async Task S14_removing_a_customer_nobody_knows_touches_nothing()
    {
        await WriteAsync(1, 5);
        (await Store.RemoveCustomerAsync(Site, Customer(99), None)).ShouldBe(0);
        (await Store.ListAsync()).Count.ShouldBe(5);
    }

    [Fact, Accepts("S14")]
    public async Task S14_what_ended_before_the_moment_is_forgotten_and_the_rest_stays()
    {
        await WriteAsync(1, 100);
        await Store.WriteAsync([Record(5, HistoryKind.Request)], None);
        await Store.RemoveCustomerAsync(Site, Customer(2), None);
        (await Store.ForgetAsync(Site, Record(30).EndedAt, None)).ShouldBe(29, "record 2 is gone already");
        (await Store.ForgetAsync(Site, Record(30).EndedAt, None)).ShouldBe(0);
        for (var restart = 0; restart < 2; restart++)
        {
            Numbers(await Store.ListAsync()).ShouldBe(Enumerable.Range(30, 71).Reverse());
            (await Store.ListAsync(HistoryKind.Request)).ShouldBeEmpty();
            (await Store.FindAsync(Site, HistoryKind.Session, Id(29), None)).ShouldBeNull();
            (await Store.FindAsync(Site, HistoryKind.Session, Id(30), None)).ShouldBeRecord(Record(30));
            Store = await ReopenAsync();
        }
        await WriteAsync(101, 102);
        (await Store.ListAsync(limit: 1))[0].ShouldBeRecord(Record(102));
    }

    [Fact]
    public async Task A_record_removed_while_others_are_read_is_left_out_or_was_read_before()
    {
        await WriteAsync(1, 60);
        var read = new List<HistoryRecord>();
        await foreach (var record in Store.ReadAsync(Site, HistoryKind.Session, Instant.MinValue, Instant.MaxValue, 1000, None))
        {
            read.Add(record);
            if (read.Count == 1) await Store.ForgetAsync(Site, Record(11).EndedAt, None);
        }
        Numbers(read)[..50].ShouldBe(Enumerable.Range(11, 50).Reverse());
    }

    [Fact]
    public async Task A_record_of_megabytes_and_one_without_customers_are_kept()
    {
        var large = Record(1) with { Body = Encoding.UTF8.GetBytes($"\"{new string('x', 3_000_000)}\"") };
        var lone = Record(2) with { Customers = [] };
        await Store.WriteAsync([large, lone, .. Enumerable.Range(3, 50).Select(number => Record(number))], None);
        Store = await ReopenAsync();
        (await Store.FindAsync(Site, HistoryKind.Session, Id(1), None)).ShouldBeRecord(large);
        (await Store.FindAsync(Site, HistoryKind.Session, Id(2), None)).ShouldBeRecord(lone);
        (await Store.ListAsync()).Count.ShouldBe(52);
    }

    protected async Task WriteAsync(int from, int through)
    {
        for (var number = from; number <= through; number += 3)
        {
            var count = Math.Min(3, through - number + 1);
            await Store.WriteAsync([.. Enumerable.Range(number, count).Select(each => Record(each))], None);
        }
    }

    private static List<int> Numbers(IEnumerable<HistoryRecord> records) =>
        [.. records.Select(record => BitConverter.ToInt32(record.Id.ToByteArray()))];
}
