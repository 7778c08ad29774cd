using System.Threading.Channels;

namespace AcdRouter.Processes;

/// <summary>
/// Takes durable records to one outlet, in journal order, from a cursor on, at least once. When the outlet is slower than the loop, records
/// drop out of memory and are read from the journal instead; nothing is skipped. Each lane goes its own pace: one whose far end is away
/// holds up no other.
/// </summary>
/// <param name="options">The partition.</param>
/// <param name="codec">Reads records.</param>
/// <param name="outlet">Where to.</param>
/// <param name="told">Set when more is confirmed.</param>
/// <param name="cursor">The last record that is known to be taken.</param>
/// <param name="head">The last record there is.</param>
internal sealed class NewsLane(PartitionOptions options, RecordCodec codec, IOutlet outlet, Signal told, long cursor, long head)
{
    private readonly Channel<Item> items =
        Channel.CreateBounded<Item>(new BoundedChannelOptions(KernelLimits.NewsBacklog) { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long toRead = head;
    private long taken = cursor;
    private long confirmed = cursor;
    private long? sentAt;

    /// <summary>The last record of which everything has arrived.</summary>
    public long Confirmed => Volatile.Read(ref confirmed);

    /// <summary>Hands over a durable record; called by the loop, never waits. One that finds no room is read from the journal.</summary>
    public void Offer(JournalRecord record)
    {
        if (items.Writer.TryWrite(new Item(record, null))) return;
        Volatile.Write(ref toRead, record.Sequence);
        // Should the lane have emptied the channel meanwhile, this wakes it; should it not, it will look by itself.
        items.Writer.TryWrite(default);
    }

    /// <summary>Hands over an owed message; one that finds no room is sent at its next turn.</summary>
    public void Offer(OutgoingMessage message) => items.Writer.TryWrite(new Item(null, message));

    /// <summary>No more follows: the lane ends when all is confirmed.</summary>
    public void Complete()
    {
        items.Writer.TryComplete();
        completed.TrySetResult();
    }

    /// <summary>Runs until completed or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        do
        {
            await StepAsync(cancellationToken).ConfigureAwait(false);
            await PaceAsync(cancellationToken).ConfigureAwait(false);
        }
        while (await items.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Takes everything that is at hand to the outlet.</summary>
    public async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        while (items.Reader.TryRead(out var item)) await TakeAsync(item, cancellationToken).ConfigureAwait(false);
        // Records before this run, and records that found no room while no later one followed.
        await CatchUpAsync(Volatile.Read(ref toRead), cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until it may hand over again. Whoever ends waits for nothing.</summary>
    private async ValueTask PaceAsync(CancellationToken cancellationToken)
    {
        if (sentAt is not { } at || outlet.Every - options.Time.GetElapsedTime(at) is not { Ticks: > 0 } left) return;
        await completed.Task.WaitAsync(left, options.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask TakeAsync(Item item, CancellationToken cancellationToken)
    {
        if (item.Owed is { } owed)
        {
            outlet.Take(owed);
        }
        else if (item.Record is { } record && record.Sequence > taken)
        {
            // A gap means that records found no room in memory; the journal has them.
            await CatchUpAsync(record.Sequence - 1, cancellationToken).ConfigureAwait(false);
            Take(record);
        }
        await FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Take(JournalRecord record)
    {
        outlet.Take(record);
        taken = record.Sequence;
    }

    private async ValueTask CatchUpAsync(long through, CancellationToken cancellationToken)
    {
        if (taken < through) await Insisting.UntilDoneAsync(options, () => ReadAsync(through, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on from what is taken, so that a journal that fails half-way is read on from there.</summary>
    private async ValueTask ReadAsync(long through, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var stored in options.Journal.ReadAsync(taken, cancellationToken).ConfigureAwait(false))
            {
                Take(codec.Read(stored));
                await FlushIfFullAsync(cancellationToken).ConfigureAwait(false);
                if (taken >= through) return;
            }
        }
        catch (JournalTrimmedException e)
        {
            taken = await LastTrimmedAsync(taken, through, cancellationToken).ConfigureAwait(false);
            throw new IOException($"The news cursor lay in what is trimmed away; telling goes on after record {taken}.", e);
        }
        throw new IOException($"The journal gave records through {taken}; news must be told through {through}.");
    }

    /// <summary>
    /// A crash may have lost the cursor's last value, and the journal may be trimmed behind it. What is trimmed was confirmed, so
    /// telling goes on with the first record that is left.
    /// </summary>
    private async ValueTask<long> LastTrimmedAsync(long trimmed, long kept, CancellationToken cancellationToken)
    {
        while (kept - trimmed > 1)
        {
            var middle = trimmed + ((kept - trimmed) / 2);
            try
            {
                await foreach (var _ in options.Journal.ReadAsync(middle, cancellationToken).ConfigureAwait(false)) break;
                kept = middle;
            }
            catch (JournalTrimmedException)
            {
                trimmed = middle;
            }
        }
        return kept;
    }

    private ValueTask FlushIfFullAsync(CancellationToken cancellationToken) =>
        outlet.Count >= KernelLimits.NewsBatch ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (outlet.Count > 0)
        {
            sentAt = options.Time.GetTimestamp();
            await Insisting.UntilDoneAsync(options, () => outlet.SendAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            outlet.Clear();
        }
        if (confirmed == taken) return;
        Volatile.Write(ref confirmed, taken);
        told.Set();
    }

    private readonly record struct Item(JournalRecord? Record, OutgoingMessage? Owed);
}
