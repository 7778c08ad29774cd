using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

public sealed partial class RedisJournal
{
    /// <summary>Bytes of one chunk: a larger value would hold up everybody else's appends while it is taken in.</summary>
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>A reader finds a newer snapshot at the next try; more often than this in a row it is not replaced while being read.</summary>
    private const int LoadTries = 10;

    /// <summary>After this the chunks of a saving that never came to its end are gone.</summary>
    private static readonly TimeSpan ChunksWait = TimeSpan.FromHours(1);

    private static readonly RedisValue[] PointerFields = ["sequence", "hash", "chunks", "bytes", "at"];

    /// <inheritdoc/>
    /// <remarks>Chunks first, under names of their own; then the pointer to them, in a script that removes the last ones.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot is of a record not stored yet.</exception>
    public async ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot.Sequence > head.Sequence) throw Beyond(nameof(snapshot), snapshot.Sequence);
        if (await LoadPointerAsync(cancellationToken).ConfigureAwait(false) is { } last && last.Sequence > snapshot.Sequence) return;
        var at = keys.ChunksOf(snapshot.Sequence, Guid.NewGuid());
        var chunks = 0;
        for (var start = 0; start < snapshot.State.Length; start += ChunkBytes, chunks++)
        {
            RedisKey key = at + RedisHead.Text(chunks);
            RedisValue chunk = snapshot.State.Slice(start, Math.Min(ChunkBytes, snapshot.State.Length - start)).ToArray();
            await reads.CallAsync(db => db.StringSetAsync(key, chunk, ChunksWait), cancellationToken).ConfigureAwait(false);
        }
        var (epoch, owner) = Writer();
        RedisValue[] values =
            [epoch, owner, RedisHead.Text(snapshot.Sequence), snapshot.Hash, chunks, snapshot.State.Length, at];
        var verdict = (string?)await reads.RunAsync(
            RedisScripts.ReplaceSnapshot, [keys.Head, keys.Snapshot], values, cancellationToken).ConfigureAwait(false);
        if (verdict == "beyond") throw Beyond(nameof(snapshot), snapshot.Sequence);
        if (verdict == "missing")
        {
            throw new JournalUnavailableException(JournalTrouble.Other, $"Chunks of the snapshot at record {snapshot.Sequence} were lost on the way.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalDamagedException">The snapshot is not whole, and no newer one has taken its place.</exception>
    public async ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Pointer? tried = null;
        for (var left = LoadTries; left > 0; left--)
        {
            if (await LoadPointerAsync(cancellationToken).ConfigureAwait(false) is not { } pointer) return null;
            if (pointer == tried) break;
            if (await LoadChunksAsync(pointer, cancellationToken).ConfigureAwait(false) is { } state)
            {
                return new StoredSnapshot(pointer.Sequence, pointer.Hash, state);
            }
            tried = pointer;
        }
        throw new JournalDamagedException($"The snapshot of partition {partition} at {options.Address}, at record {tried?.Sequence}, is not whole.");
    }

    /// <inheritdoc/>
    public async ValueTask<long> ReadSnapshotSequenceAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return (await LoadPointerAsync(cancellationToken).ConfigureAwait(false))?.Sequence ?? 0;
    }

    /// <summary>The bytes; null when some are missing, as they are once another snapshot has taken this one's place.</summary>
    private async Task<byte[]?> LoadChunksAsync(Pointer pointer, CancellationToken cancellationToken)
    {
        var state = new byte[pointer.Bytes];
        var at = 0;
        for (var index = 0; index < pointer.Chunks; index++)
        {
            RedisKey key = pointer.At + RedisHead.Text(index);
            var chunk = (byte[]?)await reads.CallAsync(db => db.StringGetAsync(key), cancellationToken).ConfigureAwait(false);
            if (chunk is null || chunk.Length > state.Length - at) return null;
            chunk.CopyTo(state, at);
            at += chunk.Length;
        }
        return at == state.Length ? state : null;
    }

    private async Task<Pointer?> LoadPointerAsync(CancellationToken cancellationToken)
    {
        var fields = await reads.CallAsync(db => db.HashGetAsync(keys.Snapshot, PointerFields), cancellationToken).ConfigureAwait(false);
        return fields[0].IsNull
            ? null
            : new Pointer((long)fields[0], (string?)fields[1] ?? "", (int)fields[2], (int)fields[3], (string?)fields[4] ?? "");
    }

    private sealed record Pointer(long Sequence, string Hash, int Chunks, int Bytes, string At);
}
