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
    private readonly SortedDictionary<SiteId, List<Entry>> bySite = [];
    private readonly List<Owed> collected = [];

    /// <summary>When the next owed message is to be sent, or null.</summary>
    public Instant? NextAt { get; private set; }

    /// <summary>Takes up what a site owes now, in its order; what it no longer owes is dropped.</summary>
    public void Update(SiteState site)
    {
        collected.Clear();
        foreach (var process in site.Processes) process.CollectOwed(collected);
        var known = bySite.GetValueOrDefault(site.Site);
        if (collected.Count == 0 && known is null) return;
        if (collected.Count == 0)
        {
            bySite.Remove(site.Site);
        }
        else
        {
            bySite[site.Site] = Merge(site.Site, known ?? []);
        }
        NoteNext();
    }

    /// <summary>Hands out what is to be sent now and notes when it is to be sent again.</summary>
    public void TakeDue(Instant now, List<OutgoingMessage> due)
    {
        if (NextAt is not { } next || next > now) return;
        foreach (var entries in bySite.Values)
        {
            foreach (var entry in entries)
            {
                if (entry.NextAt > now) continue;
                due.Add(entry.Message);
                entry.NextAt = now.PlusMilliseconds(entry.PauseMilliseconds);
                entry.PauseMilliseconds = Math.Min(entry.PauseMilliseconds * 2, KernelLimits.OwedRetryMaxMilliseconds);
            }
        }
        NoteNext();
    }

    private void NoteNext()
    {
        NextAt = null;
        foreach (var entries in bySite.Values)
        {
            foreach (var entry in entries)
            {
                if (NextAt is not { } at || entry.NextAt < at) NextAt = entry.NextAt;
            }
        }
    }

    private List<Entry> Merge(SiteId site, List<Entry> known)
    {
        var before = known.ToDictionary(static entry => entry.Key, StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<Entry>(collected.Count);
        foreach (var owed in collected)
        {
            if (keys.Add(owed.Key)) entries.Add(before.GetValueOrDefault(owed.Key) ?? new Entry(owed.Key, NewMessage(site, owed)));
        }
        return entries;
    }

    private OutgoingMessage NewMessage(SiteId site, Owed owed) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}|{site}|{owed.Key}")).AsSpan(0, 16), bigEndian: true), 0, owed.Message);

    private sealed class Entry(string key, OutgoingMessage message)
    {
        public string Key { get; } = key;

        public OutgoingMessage Message { get; } = message;

        public Instant NextAt { get; set; } = Instant.MinValue;

        public long PauseMilliseconds { get; set; } = KernelLimits.OwedRetryMilliseconds;
    }
}
