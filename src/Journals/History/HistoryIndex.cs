using System.Security.Cryptography;
using System.Text;

namespace AcdRouter.Journals;

/// <summary>Where an item of a history file is, and by what it is found. 72 bytes, however long the record.</summary>
/// <param name="Event">The event id's key.</param>
/// <param name="Id">The session or request.</param>
/// <param name="EndedAt">Milliseconds since 1970.</param>
/// <param name="Offset">Where its frame starts.</param>
/// <param name="Place">Its place in the frame.</param>
/// <param name="Kind">What it is the history of.</param>
/// <param name="Removed">Whether only the event id is left.</param>
internal readonly record struct HistoryEntry(
    UInt128 Event, Guid Id, long EndedAt, long Offset, int Place, byte Kind, bool Removed);

/// <summary>The items of one history file. About 170 bytes of memory an item.</summary>
internal sealed class HistoryIndex
{
    private readonly List<HistoryEntry> entries = [];
    private readonly Dictionary<UInt128, int> byEvent = [];
    private readonly Dictionary<(byte Kind, Guid Id), int> byId = [];

    public IReadOnlyList<HistoryEntry> Entries => entries;

    /// <summary>An event id in 128 bits of its SHA-256: of bounded size, and no two ids share one in practice.</summary>
    public static UInt128 Key(string eventId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(eventId), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public bool Holds(UInt128 key) => byEvent.ContainsKey(key);

    public void Add(HistoryEntry entry)
    {
        byEvent[entry.Event] = entries.Count;
        if (!entry.Removed) byId[(entry.Kind, entry.Id)] = entries.Count;
        entries.Add(entry);
    }

    public bool TryFind(UInt128 key, out HistoryEntry entry)
    {
        var found = byEvent.TryGetValue(key, out var index);
        entry = found ? entries[index] : default;
        return found;
    }

    public bool TryFind(byte kind, Guid id, out HistoryEntry entry)
    {
        var found = byId.TryGetValue((kind, id), out var index);
        entry = found ? entries[index] : default;
        return found;
    }
}
