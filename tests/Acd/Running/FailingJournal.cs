using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

/// <summary>A journal whose disk is full while the test says so.</summary>
internal sealed class FailingJournal : DelegatingJournal
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public volatile bool IsAway;

    /// <summary>Ends when something was to be appended for the first time.</summary>
    public Task Asked => asked.Task;

    protected override IJournal Inner { get; } = new InMemoryJournal();

    public override ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        asked.TrySetResult();
        return IsAway ? throw new IOException("The disk is full.") : base.AppendAsync(expected, batch, cancellationToken);
    }
}
