using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>An event that ends something and carries its record to the history store.</summary>
public interface IHistoricEvent : IJournalEvent
{
    /// <summary>The record; the kernel fills in site and event id.</summary>
    HistoryRecord ToHistory(SiteId site, string eventId, Instant at);
}
