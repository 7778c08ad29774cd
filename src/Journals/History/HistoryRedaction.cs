using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>What removing a customer does to one record: one rule for every store.</summary>
internal static class HistoryRedaction
{
    /// <summary>The record without the customer, the same object when it holds none of theirs, or null when nothing is to be kept.</summary>
    /// <exception cref="InvalidOperationException">The redaction changed what the record is known by.</exception>
    public static HistoryRecord? Apply(
        Func<HistoryRecord, CustomerId, HistoryRecord?> redact, HistoryRecord record, CustomerId customer)
    {
        if (!record.Customers.Contains(customer)) return record;
        var redacted = redact(record, customer);
        if (redacted is null) return null;
        var same = (redacted.Site, redacted.Kind, redacted.Id, redacted.EventId, redacted.EndedAt)
            == (record.Site, record.Kind, record.Id, record.EventId, record.EndedAt);
        return same
            ? redacted
            : throw new InvalidOperationException($"The redaction of the record {record.EventId} changed its site, kind, id, event id or end.");
    }
}
