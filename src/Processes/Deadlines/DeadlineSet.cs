using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// The deadlines in a process's state: at most one a key, found by key, taken earliest first. Part of the state: saved, loaded,
/// hashed. Setting and clearing cost the logarithm of how many there are.
/// </summary>
public sealed class DeadlineSet
{
    private readonly Dictionary<DeadlineKey, Instant> byKey = [];
    private readonly SortedSet<Deadline> ordered = [];
    private readonly SortedSet<DeadlineKey> parked = [];

    /// <summary>How many are set.</summary>
    public int Count => byKey.Count;

    /// <summary>The earliest, or null.</summary>
    public Deadline? Next => ordered.Count == 0 ? null : ordered.Min;

    /// <summary>Sets the deadline of this key, in place of an earlier one.</summary>
    public void Set(DeadlineKey key, Instant at)
    {
        if (byKey.TryGetValue(key, out var before))
        {
            if (before == at) return;
            ordered.Remove(new Deadline(before, key));
        }
        byKey[key] = at;
        ordered.Add(new Deadline(at, key));
        parked.Remove(key);
    }

    /// <summary>Clears the deadline of this key, if there is one.</summary>
    public void Clear(DeadlineKey key)
    {
        if (byKey.Remove(key, out var at)) ordered.Remove(new Deadline(at, key));
        parked.Remove(key);
    }

    /// <summary>When the deadline of this key comes, or null.</summary>
    public Instant? Find(DeadlineKey key) => byKey.TryGetValue(key, out var at) ? at : null;

    /// <summary>True when the deadline of this key was set aside.</summary>
    public bool IsParked(DeadlineKey key) => parked.Contains(key);

    /// <summary>Sets the deadline aside because deciding it threw; setting the key anew brings it back.</summary>
    public void Park(DeadlineKey key)
    {
        Clear(key);
        parked.Add(key);
    }

    /// <summary>Moves every deadline of these kinds on by so many milliseconds.</summary>
    public void Shift(Predicate<DeadlineKey> which, long milliseconds)
    {
        foreach (var deadline in ordered.Where(each => which(each.Key)).ToArray())
        {
            Set(deadline.Key, deadline.At.PlusMilliseconds(milliseconds));
        }
    }

    /// <summary>Writes <c>[[kind, id, name, ms], …]</c> under two properties of the object being written.</summary>
    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("deadlines");
        foreach (var (at, key) in ordered)
        {
            WriteKey(writer, key, at);
        }
        writer.WriteEndArray();
        writer.WriteStartArray("parkedDeadlines");
        foreach (var key in parked) WriteKey(writer, key, default);
        writer.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Save"/> wrote from the object that holds both properties.</summary>
    public void Load(JsonElement state)
    {
        foreach (var each in state.GetProperty("deadlines").EnumerateArray())
        {
            var (key, at) = ReadKey(each);
            Set(key, at);
        }
        foreach (var each in state.GetProperty("parkedDeadlines").EnumerateArray()) parked.Add(ReadKey(each).Key);
    }

    private static void WriteKey(Utf8JsonWriter writer, DeadlineKey key, Instant at)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(key.Kind);
        writer.WriteStringValue(key.Id);
        writer.WriteStringValue(key.Name);
        writer.WriteNumberValue(at.Milliseconds);
        writer.WriteEndArray();
    }

    private static (DeadlineKey Key, Instant At) ReadKey(JsonElement each) =>
        (new DeadlineKey(each[0].GetInt32(), each[1].GetGuid(), each[2].GetString()!), new Instant(each[3].GetInt64()));
}
