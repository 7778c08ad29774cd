using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals.Tests;

/// <summary>History records for tests, numbered.</summary>
public static class HistoryRecords
{
    public static readonly SiteId Site = new("north");

    public static readonly SiteId OtherSite = new("south");

    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 20, 0, 0, 0, TimeSpan.Zero));

    public static CustomerId Customer(int number) => new(new Guid(number, 1, 0, new byte[8]));

    public static Guid Id(int number) => new(number, 2, 0, new byte[8]);

    /// <summary>The number-th record, ended so many days after the start, with the customer of its number unless others are named.</summary>
    public static HistoryRecord Record(int number, HistoryKind kind = HistoryKind.Session, SiteId? site = null, params CustomerId[] customers)
    {
        var of = customers.Length == 0 ? [Customer(number)] : customers;
        var body = Encoding.UTF8.GetBytes($"{{\"number\":{number},\"names\":\"{string.Join(',', of.Select(each => each.Value))}\"}}");
        return new HistoryRecord(
            site ?? Site, kind, Id(number), $"p1-1-{number}-{(int)kind}", Start.PlusSeconds(number * 86_400L), [.. of], body);
    }

    /// <summary>Takes a customer out of list and body; of a record without others nothing is kept when its number is even.</summary>
    public static HistoryRecord? Redact(HistoryRecord record, CustomerId customer)
    {
        var others = record.Customers.Where(each => each != customer).ToValueList();
        if (others.Count == 0 && record.Id.ToByteArray()[0] % 2 == 0) return null;
        var body = Encoding.UTF8.GetString(record.Body.Span).Replace(customer.Value.ToString(), "removed", StringComparison.Ordinal);
        return record with { Customers = others, Body = Encoding.UTF8.GetBytes(body) };
    }

    public static void ShouldBeRecord(this HistoryRecord? found, HistoryRecord expected)
    {
        found.ShouldNotBeNull();
        (found with { Body = default }).ShouldBe(expected with { Body = default });
        found.Body.Span.SequenceEqual(expected.Body.Span).ShouldBeTrue();
    }

    public static async Task<List<HistoryRecord>> ListAsync(
        this IHistoryStore store,
        HistoryKind kind = HistoryKind.Session,
        Instant? from = null,
        Instant? to = null,
        int limit = 1000,
        SiteId? site = null)
    {
        var records = new List<HistoryRecord>();
        var reading = store.ReadAsync(
            site ?? Site, kind, from ?? Instant.MinValue, to ?? Instant.MaxValue, limit, CancellationToken.None);
        await foreach (var record in reading) records.Add(record);
        return records;
    }
}
