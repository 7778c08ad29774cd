using AcdRouter.Journals;
using AcdRouter.Processes;

namespace AcdRouter.Acd.Tests;

/// <summary>A journal whose disk is full while the test says so.</summary>
internal sealed class FailingJournal : IJournal
{
    private readonly InMemoryJournal journal = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public volatile bool IsAway;

    /// <summary>Ends when something was to be appended for the first time.</summary>
    public Task Asked => asked.Task;

    public ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        asked.TrySetResult();
        return IsAway ? throw new IOException("The disk is full.") : journal.AppendAsync(expected, batch, cancellationToken);
    }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => journal.ReadHeadAsync(cancellationToken);

    public IAsyncEnumerable<StoredRecord> ReadAsync(long afterSequence, CancellationToken cancellationToken) => journal.ReadAsync(afterSequence, cancellationToken);

    public ValueTask SaveSnapshotAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => journal.SaveSnapshotAsync(snapshot, cancellationToken);

    public ValueTask<StoredSnapshot?> LoadSnapshotAsync(CancellationToken cancellationToken) => journal.LoadSnapshotAsync(cancellationToken);

    public ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken) => journal.SaveCursorAsync(sequence, cancellationToken);

    public ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken) => journal.LoadCursorAsync(cancellationToken);

    public ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken) => journal.TrimAsync(throughSequence, cancellationToken);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
