using System.Collections.Concurrent;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// The settings in force of the sites that callers ask about, for deciding who may call what. Forgotten when a site is configured
/// anew, and after <see cref="FreshFor"/> in any case, so that a lost message cannot keep a privilege alive.
/// </summary>
public sealed class SiteDirectory(IEngine engine, TimeProvider time)
{
    /// <summary>How old settings may be at most.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    // One entry a site that a valid token names: bounded by the sites configured here.
    private readonly ConcurrentDictionary<SiteId, Entry> entries = new();

    /// <summary>The settings of a site, or null when there is no such site.</summary>
    public async ValueTask<SiteSettings?> FindAsync(SiteId site, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (entries.TryGetValue(site, out var entry) && time.GetElapsedTime(entry.ReadAt, now) < FreshFor) return entry.Settings;
        var view = await engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(site), cancellationToken);
        if (view is null)
        {
            entries.TryRemove(site, out _);
            return null;
        }
        entries[site] = new Entry(view.Settings, view.Settings.People.ToDictionary(person => person.Id), now);
        return view.Settings;
    }

    /// <summary>A person's settings, or null when the site or the person is unknown.</summary>
    public async ValueTask<PersonSettings?> FindAsync(SiteId site, PersonId person, CancellationToken cancellationToken) =>
        await FindAsync(site, cancellationToken) is not null && entries.TryGetValue(site, out var entry)
            ? entry.People.GetValueOrDefault(person)
            : null;

    /// <summary>The site was configured anew.</summary>
    public void Forget(SiteId site) => entries.TryRemove(site, out _);

    /// <summary>Any site may have been configured anew.</summary>
    public void ForgetAll() => entries.Clear();

    private sealed record Entry(SiteSettings Settings, Dictionary<PersonId, PersonSettings> People, long ReadAt);
}
