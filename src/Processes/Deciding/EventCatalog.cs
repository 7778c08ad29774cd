using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace AcdRouter.Processes;

/// <summary>The events of a process under their permanent wire names.</summary>
public sealed class EventCatalog
{
    private readonly FrozenDictionary<string, EventEntry> byName;
    private readonly FrozenDictionary<Type, EventEntry> byType;

    private EventCatalog(List<EventEntry> entries)
    {
        Entries = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        byName = entries.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
        byType = entries.ToFrozenDictionary(entry => entry.Json.Type);
    }

    /// <summary>Every event, by name.</summary>
    public IReadOnlyList<EventEntry> Entries { get; }

    /// <summary>Starts a catalog.</summary>
    public static Builder Create() => new();

    /// <summary>True when the event is of this catalog.</summary>
    public bool Contains(IJournalEvent journalEvent) => byType.ContainsKey(journalEvent.GetType());

    /// <summary>The entry of an event's type, or null.</summary>
    public EventEntry? Find(Type type) => byType.GetValueOrDefault(type);

    /// <summary>The entry of a wire name, or null.</summary>
    public EventEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Collects entries.</summary>
    public sealed class Builder
    {
        private readonly List<EventEntry> entries = [];

        /// <summary>Adds an event.</summary>
        /// <param name="name">Process, event and version, such as <c>router.request-queued.v1</c>; never changed once written.</param>
        /// <param name="json">How it is written.</param>
        public Builder Add<T>(string name, JsonTypeInfo<T> json)
            where T : IJournalEvent
        {
            entries.Add(new EventEntry(name, json));
            return this;
        }

        /// <summary>Ends the catalog.</summary>
        public EventCatalog Build() => new(entries);
    }
}

/// <summary>One event type of a catalog.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="Json">How it is written.</param>
public sealed record EventEntry(string Name, JsonTypeInfo Json);
