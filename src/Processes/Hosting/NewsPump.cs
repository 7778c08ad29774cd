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
    private long head = head;
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
        Volatile.Write(ref head, record.Sequence);
        items.Writer.TryWrite(new Item(record, null));
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
        await CatchUpAsync(Volatile.Read(ref head), cancellationToken).ConfigureAwait(false);
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes everything that is at hand to history store and bus.</summary>
    public async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        while (items.Reader.TryRead(out var item)) await TakeAsync(item, cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        // Records that found no room while no later one followed.
        if (items.Reader.Count == 0) await CatchUpAsync(Volatile.Read(ref head), cancellationToken).ConfigureAwait(false);
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
        if (translated >= through) return;
        await foreach (var stored in options.Journal.ReadAsync(translated, cancellationToken).ConfigureAwait(false))
        {
            Translate(codec.Read(stored));
            if (messages.Count >= KernelLimits.NewsBatch || history.Count >= KernelLimits.NewsBatch) await FlushAsync(cancellationToken).ConfigureAwait(false);
            if (stored.Sequence >= through) break;
        }
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (history.Count > 0) await UntilDoneAsync(() => options.History.WriteAsync(history, cancellationToken), cancellationToken).ConfigureAwait(false);
        history.Clear();
        if (messages.Count > 0) await UntilDoneAsync(() => options.News.PublishAsync(messages, cancellationToken), cancellationToken).ConfigureAwait(false);
        messages.Clear();
        Volatile.Write(ref confirmed, translated);
        var now = options.Time.GetTimestamp();
        if (savedAt != 0 && options.Time.GetElapsedTime(savedAt, now) < TimeSpan.FromSeconds(1)) return;
        savedAt = now;
        await SaveCursorAsync(cancellationToken).ConfigureAwait(false);
    }

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
