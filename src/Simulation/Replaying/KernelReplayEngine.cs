using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Replaying;

/// <summary>
/// The product's own kernel and processes, driven in virtual time. What a journal would store is thrown away: a replay that dies is
/// simply run again.
/// </summary>
public sealed class KernelReplayEngine : IReplayEngine
{
    // Names the writer in the state, so it must be the same in every run.
    private const string Writer = "replay";

    private readonly PartitionCore core;
    private readonly IReadOnlyList<IProcess> tellers;

    /// <summary>An engine over a site's processes.</summary>
    /// <param name="create">Makes the processes of a site, always the same ones in the same order.</param>
    public KernelReplayEngine(Func<SiteId, IReadOnlyList<IProcess>> create)
    {
        var layout = new ProcessLayout(create);
        core = new PartitionCore(layout, new PartitionState(layout));
        // News is made from events alone, so that instances without state tell it as well as those that decided.
        tellers = create(ReplaySite.Site);
        core.Claim(Writer, Instant.MinValue);
    }

    /// <inheritdoc/>
    public Refusal? Submit(Instant now, CommandEnvelope envelope, List<INews> news)
    {
        Advance(now, news);
        var decided = core.Decide(envelope, now);
        if (decided.Record is { } record) Tell(record, news);
        return (decided.Answer as CommandRefused)?.Refusal;
    }

    /// <inheritdoc/>
    public void Advance(Instant now, List<INews> news)
    {
        // A deadline is decided at its own moment, as a kernel that never sleeps would.
        while (core.DueAt(now) is { } due) Tell(core.DecideDue(due, due.Deadline.At), news);
    }

    /// <inheritdoc/>
    public string StateHash() => core.State.Hash();

    /// <summary>Throws when the state breaks an invariant.</summary>
    public void AssertInvariants() => core.State.AssertInvariants();

    private void Tell(JournalRecord record, List<INews> news)
    {
        if (record.Site is not { } site) return;
        foreach (var journalEvent in record.Events)
        {
            foreach (var teller in tellers)
            {
                if (teller.Events.Contains(journalEvent)) teller.TellNews(journalEvent, record.Stamp, site, news);
            }
        }
    }
}
