using System.Runtime.CompilerServices;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>The journal as one writer reaches it: through calls that may fail, be answered never, or act late.</summary>
internal sealed class SimulatedJournal(SimulatedStore store, Hazards hazards) : IJournal
{
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => hazards.CallAsync(FaultPoint.Load, () => store.Head);

    public ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        // The writer may reuse its buffer once the call is over; a call that acts late must not see that.
        var records = batch.Records.Select(each => new StoredRecord(each.Sequence, each.Payload.ToArray())).ToArray();
        return hazards.CallAsync(FaultPoint.Append, () => store.Append(expected, batch.Head, records));
    }

    public async IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in await hazards.CallAsync(FaultPoint.Load, () => store.Read(afterSequence).ToArray()).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    public async ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) =>
        await hazards.CallAsync(FaultPoint.Snapshot, () => Does(() => store.SaveSnapshot(snapshot))).ConfigureAwait(false);

    public ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken) => hazards.CallAsync(FaultPoint.Load, () => store.Snapshot);

    public async ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken) =>
        await hazards.CallAsync(FaultPoint.Cursor, () => Does(() => store.SaveCursor(sequence))).ConfigureAwait(false);

    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken) => hazards.CallAsync(FaultPoint.Load, () => store.Cursor);

    public async ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken) =>
        await hazards.CallAsync(FaultPoint.Trim, () => Does(() => store.Trim(throughSequence))).ConfigureAwait(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool Does(Action what)
    {
        what();
        return true;
    }
}
