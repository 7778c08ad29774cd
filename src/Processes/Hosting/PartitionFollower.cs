namespace AcdRouter.Processes;

/// <summary>
/// The state of a partition that another run owns, kept close behind its journal: whoever claims next has only the last records left to
/// read. It never follows blindly: the record that it read last must still be there, byte for byte, or it begins again from the snapshot.
/// </summary>
/// <param name="journal">The journal; the follower does not dispose it.</param>
/// <param name="layout">The processes of the partition.</param>
public sealed class PartitionFollower(IJournal journal, ProcessLayout layout)
{
    private readonly RecordCodec codec = new(layout);
    private readonly Signal turn = Signal.AlreadySet();
    private PartitionState? state;
    private JournalHead head;
    private byte[] last = [];
    private bool taken;

    /// <summary>The last record of the state; 0 for none.</summary>
    public long Sequence => Volatile.Read(ref state)?.Sequence ?? 0;

    /// <summary>Reads what was appended since. Once the state was taken it does nothing.</summary>
    /// <exception cref="JournalDamagedException">Snapshot or records cannot be read whole.</exception>
    public async ValueTask FollowAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (taken) return;
            await AdvanceAsync(await journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Set();
        }
    }

    /// <summary>The state at a head, given away for good.</summary>
    /// <exception cref="JournalDamagedException">Snapshot or records cannot be read whole.</exception>
    public async ValueTask<PartitionState> TakeAsync(JournalHead at, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            taken = true;
            await AdvanceAsync(at, cancellationToken).ConfigureAwait(false);
            var given = state!;
            state = null;
            return given;
        }
        finally
        {
            turn.Set();
        }
    }

    private async ValueTask AdvanceAsync(JournalHead to, CancellationToken cancellationToken)
    {
        if (state is not null && to == head) return;
        if (!await TryGoOnAsync(to, cancellationToken).ConfigureAwait(false)) await LoadAsync(to, cancellationToken).ConfigureAwait(false);
        head = to;
    }

    /// <summary>Goes on from the record read last; false when that one is not there any more, or was never known.</summary>
    private async ValueTask<bool> TryGoOnAsync(JournalHead to, CancellationToken cancellationToken)
    {
        if (state is null || last.Length == 0 || state.Sequence > to.Sequence) return false;
        try
        {
            return await ApplyAsync(state, state.Sequence - 1, to.Sequence, cancellationToken).ConfigureAwait(false) && state.Sequence == to.Sequence;
        }
        catch (Exception e) when (e is JournalTrimmedException or JournalDamagedException)
        {
            // Trimmed behind a snapshot, or another history: only the snapshot can tell. Damage shows there again.
            return false;
        }
        catch
        {
            // It may hold half of a record.
            state = null;
            throw;
        }
    }

    private async ValueTask LoadAsync(JournalHead to, CancellationToken cancellationToken)
    {
        (state, last) = (null, []);
        var loaded = await PartitionLoader.LoadSnapshotAsync(journal, layout, to.Sequence, cancellationToken).ConfigureAwait(false);
        if (loaded.Sequence < to.Sequence) await ApplyAsync(loaded, loaded.Sequence, to.Sequence, cancellationToken).ConfigureAwait(false);
        state = loaded;
    }

    private async ValueTask<bool> ApplyAsync(PartitionState to, long after, long through, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Sequence == to.Sequence)
            {
                if (!stored.Payload.Span.SequenceEqual(last)) return false;
            }
            else
            {
                to.Apply(codec.Read(stored));
                last = stored.Payload.ToArray();
            }
            if (to.Sequence >= through) return true;
        }
        return true;
    }
}
