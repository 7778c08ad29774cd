using System.Collections.Concurrent;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Which processes a site has, and which of them takes which message and folds which event.</summary>
public sealed class ProcessLayout
{
    private readonly Func<SiteId, IReadOnlyList<IProcess>> create;
    private readonly IReadOnlyList<IProcess> prototypes;
    // Filled as types are met, by every partition that shares the layout.
    private readonly ConcurrentDictionary<Type, int> takers = [];
    private readonly Dictionary<Type, (int Process, EventEntry Entry)> byType = [];
    private readonly Dictionary<string, (int Process, EventEntry Entry)> byName = new(StringComparer.Ordinal);

    /// <summary>A layout from the function that makes a site's processes, always the same ones in the same order.</summary>
    public ProcessLayout(Func<SiteId, IReadOnlyList<IProcess>> create)
    {
        this.create = create;
        prototypes = create(new SiteId("prototype"));
        Register(KernelEventCatalog.Events, Kernel);
        for (var i = 0; i < prototypes.Count; i++) Register(prototypes[i].Events, i);
    }

    /// <summary>The index that stands for the kernel itself among the processes.</summary>
    internal const int Kernel = -1;

    /// <summary>How many processes a site has.</summary>
    public int Count => prototypes.Count;

    internal IReadOnlyList<IProcess> Create(SiteId site) => create(site);

    internal int IndexOf(string processName)
    {
        for (var i = 0; i < prototypes.Count; i++)
        {
            if (prototypes[i].Name == processName) return i;
        }
        throw new InvalidOperationException($"There is no process \"{processName}\".");
    }

    /// <summary>The process that takes messages of this type, or null.</summary>
    internal int? TakerOf(Type messageType)
    {
        if (takers.TryGetValue(messageType, out var known)) return known < 0 ? null : known;
        var found = -1;
        for (var i = 0; i < prototypes.Count && found < 0; i++)
        {
            if (prototypes[i].Takes(messageType)) found = i;
        }
        takers[messageType] = found;
        return found < 0 ? null : found;
    }

    internal (int Process, EventEntry Entry) Find(IJournalEvent journalEvent) =>
        byType.TryGetValue(journalEvent.GetType(), out var found)
            ? found
            : throw new InvalidOperationException($"{journalEvent.GetType().Name} is in no process's catalog.");

    internal (int Process, EventEntry Entry) Find(string eventName) =>
        byName.TryGetValue(eventName, out var found)
            ? found
            : throw new JournalDamagedException(
                $"The journal holds the event \"{eventName}\", which this build does not know. It was written by a newer build; start that one.");

    private void Register(EventCatalog catalog, int process)
    {
        foreach (var entry in catalog.Entries)
        {
            byType.Add(entry.Json.Type, (process, entry));
            byName.Add(entry.Name, (process, entry));
        }
    }
}
