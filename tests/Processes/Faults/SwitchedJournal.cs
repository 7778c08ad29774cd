namespace AcdRouter.Processes.Tests.Faults;

/// <summary>An address behind which another journal may come to stand.</summary>
internal sealed class SwitchedJournal : IJournal
{
    public required IJournal Current { get; set; }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => Current.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken) =>
        Current.AppendAsync(expected, batch, cancellationToken);

    public IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, CancellationToken cancellationToken) => Current.ReadAsync(afterSequence, cancellationToken);

    public ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => Current.SaveSnapshotAsync(snapshot, cancellationToken);

    public ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken) => Current.LoadSnapshotAsync(cancellationToken);

    public ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken) => Current.SaveCursorAsync(sequence, cancellationToken);

    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken) => Current.LoadCursorAsync(cancellationToken);

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken) => Current.TrimAsync(throughSequence, cancellationToken);

    public ValueTask DisposeAsync() => Current.DisposeAsync();
}
