using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// What a core has ready while it stands in line for a partition: a journal with its connections open, and the state close behind what the
/// owner writes. A claim then takes no longer than the reading of the last records and one append.
/// </summary>
internal sealed class PreparedClaim : IAsyncDisposable
{
    private PreparedClaim(IJournal journal)
    {
        Journal = journal;
        Follower = new PartitionFollower(journal, SiteProcesses.Layout);
    }

    public IJournal Journal { get; }

    public PartitionFollower Follower { get; }

    /// <summary>Opens the journal and reads all that is there.</summary>
    public static async Task<PreparedClaim> BeginAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var prepared = new PreparedClaim(journal);
        try
        {
            await journal.PrepareAsync(cancellationToken);
            await prepared.Follower.FollowAsync(cancellationToken);
            return prepared;
        }
        catch
        {
            await prepared.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Journal.DisposeAsync();
}
