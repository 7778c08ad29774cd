using System.Text.Json;
using System.Threading.Channels;

namespace AcdRouter.Processes;

/// <summary>
/// Takes durable records to history store and bus, in journal order, from the saved cursor on, at least once. When the bus is
/// slower than the loop, records drop out of memory and are read from the journal instead; nothing is skipped.
/// </summary>
internal sealed class NewsPump(PartitionOptions options, NewsTranslator translator, RecordCodec codec, long cursor, long head)
{
    private readonly Channel<Item> items =
        Channel.CreateBounded<Item>(new BoundedChannelOptions(KernelLimits.NewsBacklog) { SingleReader = true, SingleWriter = true });

    private readonly List<OutgoingMessage> messages = [];
    private readonly List<HistoryRecord> history = [];
    private long toRead = head;
    private long translated = cursor;
    private long confirmed = cursor;
    private long saved = cursor;
    private long savedAt;

    /// <summary>The last record whose news is confirmed.</summary>
    public long Confirmed => Volatile.Read(ref confirmed);

    /// <summary>The cursor as stored: what may be trimmed lies behind it.</summary>
    public long SavedCursor => Volatile.Read(ref saved);

    /// <summary>Hands over a durable record; called by the loop, never waits. One that finds no room is read from the journal.</summary>
    public void Offer(JournalRecord record)
    {
        if (items.Writer.TryWrite(new Item(record, null))) return;
        Volatile.Write(ref toRead, record.Sequence);
        // Should the pump have emptied the channel meanwhile, this wakes it; should it not, it will look by itself.
        items.Writer.TryWrite(default);
    }

    /// <summary>Hands over an owed message; one that finds no room is sent at its next turn.</summary>
    public void Offer(OutgoingMessage message) => items.Writer.TryWrite(new Item(null, message));

    /// <summary>No more follows: the pump ends when all is confirmed.</summary>
    public void Complete() => items.Writer.TryComplete();

    /// <summary>Runs until completed or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        do await StepAsync(cancellationToken).ConfigureAwait(false);
        while (await items.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false));
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes everything that is at hand to history store and bus.</summary>
    public async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        while (items.Reader.TryRead(out var item)) await TakeAsync(item, cancellationToken).ConfigureAwait(false);
        // Records before this run, and records that found no room while no later one followed.
        await CatchUpAsync(Volatile.Read(ref toRead), cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask TakeAsync(Item item, CancellationToken cancellationToken)
    {
        if (item.Owed is { } owed)
        {
            messages.Add(owed);
        }
        else if (item.Record is { } record && record.Sequence > translated)
        {
            // A gap means that records found no room in memory; the journal has them.
            await CatchUpAsync(record.Sequence - 1, cancellationToken).ConfigureAwait(false);
            Translate(record);
        }
        if (messages.Count >= KernelLimits.NewsBatch || history.Count >= KernelLimits.NewsBatch) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Translate(JournalRecord record)
    {
        translator.Translate(record, messages, history);
        translated = record.Sequence;
    }

    private async ValueTask CatchUpAsync(long through, CancellationToken cancellationToken)
    {
        if (translated < through) await UntilDoneAsync(() => ReadAsync(through, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on from what is translated, so that a journal that fails half-way is read on from there.</summary>
    private async ValueTask ReadAsync(long through, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var stored in options.Journal.ReadAsync(translated, cancellationToken).ConfigureAwait(false))
            {
                Translate(codec.Read(stored));
                if (messages.Count >= KernelLimits.NewsBatch || history.Count >= KernelLimits.NewsBatch) await FlushAsync(cancellationToken).ConfigureAwait(false);
                if (translated >= through) return;
            }
        }
        catch (JournalTrimmedException e)
        {
            translated = await LastTrimmedAsync(translated, through, cancellationToken).ConfigureAwait(false);
            throw new IOException($"The news cursor lay in what is trimmed away; telling goes on after record {translated}.", e);
        }
        throw new IOException($"The journal gave records through {translated}; news must be told through {through}.");
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

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (confirmed == translated && messages.Count == 0) return;
        if (history.Count > 0) await UntilDoneAsync(() => KeepAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        history.Clear();
        if (messages.Count > 0) await UntilDoneAsync(() => options.News.PublishAsync(messages, cancellationToken), cancellationToken).ConfigureAwait(false);
        messages.Clear();
        Volatile.Write(ref confirmed, translated);
        var now = options.Time.GetTimestamp();
        if (savedAt != 0 && options.Time.GetElapsedTime(savedAt, now) < TimeSpan.FromSeconds(1)) return;
        savedAt = now;
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Hands the records to the history store, each alone where it takes them not together: one that it will never take is a defect
    /// and must not silence all sites. It stays in the journal until that is trimmed.
    /// </summary>
    private async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await options.History.WriteAsync(history, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (IsForGood(e))
        {
            // At least one of them; found below.
        }
        foreach (var record in history)
        {
            try
            {
                await options.History.WriteAsync([record], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsForGood(e))
            {
                options.Observer.PublishingFailed(new InvalidOperationException(
                    $"The history store takes the record {record.EventId} of {record.Kind} {record.Id} never; it is set aside: {e.Message}", e));
            }
        }
    }

    /// <summary>A defect of the record or of what encodes it. Whatever concerns disk, network or server may pass.</summary>
    private static bool IsForGood(Exception e) =>
        e is ArgumentException or FormatException or OverflowException or NotSupportedException or JsonException;

    private async ValueTask SaveCursorAsync(CancellationToken cancellationToken)
    {
        var reached = confirmed;
        if (reached == saved) return;
        await UntilDoneAsync(() => options.Journal.SaveCursorAsync(reached, cancellationToken), cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref saved, reached);
    }

    /// <summary>Does it again until it succeeds: what must leave waits for bus and store as long as they are away.</summary>
    private async ValueTask UntilDoneAsync(Func<ValueTask> action, CancellationToken cancellationToken)
    {
        for (var pause = KernelLimits.AppendRetryMilliseconds; ; pause = Math.Min(pause * 2, KernelLimits.AppendRetryMaxMilliseconds))
        {
            try
            {
                await action().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                options.Observer.PublishingFailed(e);
                await Task.Delay(TimeSpan.FromMilliseconds(pause), options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private readonly record struct Item(JournalRecord? Record, OutgoingMessage? Owed);
}
