using AcdRouter.Processes;

namespace AcdRouter.Testing;

/// <summary>A journal in front of another one, which a test may change, take away or let fail.</summary>
public abstract class DelegatingJournal : IJournal
{
    /// <summary>Asked at every call; what it throws is what the call throws.</summary>
    protected abstract IJournal Inner { get; }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => Inner.ReadHeadAsync(cancellationToken);

    public virtual ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken) =>
        Inner.AppendAsync(expected, batch, cancellationToken);

    public IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, CancellationToken cancellationToken) => Inner.ReadAsync(afterSequence, cancellationToken);

    public ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => Inner.SaveSnapshotAsync(snapshot, cancellationToken);

    public ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken) => Inner.LoadSnapshotAsync(cancellationToken);

    public ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken) => Inner.SaveCursorAsync(sequence, cancellationToken);

    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken) => Inner.LoadCursorAsync(cancellationToken);

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken) => Inner.TrimAsync(throughSequence, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual ValueTask CloseAsync() => Inner.DisposeAsync();
}
