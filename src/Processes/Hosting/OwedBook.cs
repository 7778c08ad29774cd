using System.Security.Cryptography;
using System.Text;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// When each owed message was last sent. Not part of the state: after a start everything owed is sent again at once, and its
/// receiver folds repeats by the message's id.
/// </summary>
internal sealed class OwedBook(string origin)
{
    private readonly SortedDictionary<SiteId, SortedDictionary<string, Entry>> bySite = [];
    private readonly List<Owed> collected = [];

    /// <summary>When the next owed message is to be sent, or null.</summary>
    public Instant? NextAt { get; private set; }

    /// <summary>Takes up what a site owes now; what it no longer owes is dropped.</summary>
    public void Update(SiteState site)
    {
        collected.Clear();
        foreach (var process in site.Processes) process.CollectOwed(collected);
        var known = bySite.GetValueOrDefault(site.Site);
        if (collected.Count == 0)
        {
            if (known is not null) bySite.Remove(site.Site);
            return;
        }
        var entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var owed in collected)
        {
            entries[owed.Key] = known is not null && known.TryGetValue(owed.Key, out var entry)
                ? entry
                : new Entry(new OutgoingMessage(IdOf(site.Site, owed.Key), 0, owed.Message), Instant.MinValue, KernelLimits.OwedRetryMilliseconds);
            NextAt = NextAt is { } at && at < entries[owed.Key].NextAt ? at : entries[owed.Key].NextAt;
        }
        bySite[site.Site] = entries;
    }

    /// <summary>Hands out what is to be sent now and notes when it is to be sent again.</summary>
    public void TakeDue(Instant now, List<OutgoingMessage> due)
    {
        if (NextAt is not { } next || next > now) return;
        Instant? later = null;
        foreach (var entries in bySite.Values)
        {
            foreach (var key in entries.Keys.ToArray())
            {
                var entry = entries[key];
                if (entry.NextAt <= now)
                {
                    due.Add(entry.Message);
                    entry = new Entry(
                        entry.Message,
                        now.PlusMilliseconds(entry.PauseMilliseconds),
                        Math.Min(entry.PauseMilliseconds * 2, KernelLimits.OwedRetryMaxMilliseconds));
                    entries[key] = entry;
                }
                later = later is { } at && at < entry.NextAt ? at : entry.NextAt;
            }
        }
        NextAt = later;
    }

    private Guid IdOf(SiteId site, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}|{site}|{key}")).AsSpan(0, 16), bigEndian: true);

    private readonly record struct Entry(OutgoingMessage Message, Instant NextAt, long PauseMilliseconds);
}
