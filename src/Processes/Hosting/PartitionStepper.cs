using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// The same loop, publisher and snapshots as in <see cref="PartitionHost"/>, moved step by step by whoever holds it: no thread, no
/// clock of its own. With a journal and a bus that answer at once every step ends before its call returns, so that a simulated
/// world decides what happens between any two of them. Not for use by several threads.
/// </summary>
public sealed class PartitionStepper : IDisposable
{
    private readonly Signal arrived = new();
    private readonly Mailbox mailbox;
    private PartitionParts parts;

    private PartitionStepper() => mailbox = new Mailbox(arrived);

    /// <summary>The state, with every record decided so far applied; between steps all of it is durable.</summary>
    public PartitionState State => parts.Loop.State;

    /// <summary>When the next deadline comes or the next owed message is to be sent, or null.</summary>
    public Instant? NextAt => parts.Loop.NextAt;

    /// <summary>Commands and queries in the mailbox.</summary>
    public int Waiting => mailbox.Count;

    /// <summary>Loads the state and claims the journal.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read whole.</exception>
    /// <exception cref="JournalTakenException">Another writer claimed at the same time and was first.</exception>
    public static async Task<PartitionStepper> StartAsync(PartitionOptions options, CancellationToken cancellationToken)
    {
        var stepper = new PartitionStepper();
        stepper.parts = await PartitionParts
            .StartAsync(options, stepper.mailbox, stepper.arrived, stepper.HashNow, static _ => { }, cancellationToken).ConfigureAwait(false);
        return stepper;
    }

    /// <summary>Puts a command into the mailbox; the task holds its answer once a step has released it.</summary>
    /// <exception cref="PartitionUnavailableException">The site's mailbox is full.</exception>
    public Task<object?> Submit(CommandEnvelope envelope) => Post(new MailItem { Site = envelope.Command.Site, Command = envelope });

    /// <summary>Puts a query into the mailbox; the task holds its view once a step has released it.</summary>
    /// <exception cref="PartitionUnavailableException">The site's mailbox is full.</exception>
    public Task<object?> Ask(IQuery query) => Post(new MailItem { Site = query.Site, Query = query });

    /// <summary>One turn of the loop: decides, appends, releases the answers. False when there was nothing to do.</summary>
    /// <exception cref="JournalTakenException">Another writer has taken over: this one is over.</exception>
    public ValueTask<bool> StepAsync(CancellationToken cancellationToken) => parts.Loop.StepAsync(cancellationToken);

    /// <summary>Publishes what is durable and not yet confirmed.</summary>
    public ValueTask PublishAsync(CancellationToken cancellationToken) => parts.Pump.StepAsync(cancellationToken);

    /// <summary>Saves a snapshot and trims the journal behind it.</summary>
    public async ValueTask SnapshotAsync(CancellationToken cancellationToken) => await parts.Shadow.SnapshotAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => parts.Loop?.Dispose();

    private Task<object?> Post(MailItem item)
    {
        // A stepper has nobody who could make room while the caller waits.
        var posted = mailbox.PostAsync(item, new CancellationToken(canceled: true));
        if (!posted.IsCompletedSuccessfully) throw new PartitionUnavailableException($"The mailbox of site {item.Site} is full.");
        return item.Answered;
    }

    private ValueTask<StateHash> HashNow(CancellationToken cancellationToken) => new(new StateHash(State.Sequence, State.Hash()));
}
