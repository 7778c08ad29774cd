using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// Commands and queries on their way into the loop: a bounded queue a site, emptied by taking sites in turn, so that a noisy
/// site fills only its own queue and delays nobody else.
/// </summary>
internal sealed class Mailbox(Signal arrived)
{
    private readonly Lock guard = new();
    private readonly Dictionary<SiteId, SiteBox> boxes = [];
    private readonly Queue<SiteBox> turns = new();
    private PartitionUnavailableException? closed;
    private int count;

    /// <summary>Items waiting.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Puts an item in, waiting while its site's queue is full.</summary>
    public async ValueTask PostAsync(MailItem item, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (guard)
            {
                if (closed is not null) throw new PartitionUnavailableException(closed.Message, closed.RetryAfterSeconds);
                if (!boxes.TryGetValue(item.Site, out var box)) boxes.Add(item.Site, box = new SiteBox(item.Site));
                if (box.Items.Count < KernelLimits.MailboxPerSite)
                {
                    if (box.Items.Count == 0) turns.Enqueue(box);
                    box.Items.Enqueue(item);
                    count++;
                    break;
                }
                box.Room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = box.Room.Task;
            }
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        arrived.Set();
    }

    /// <summary>Takes up to a batch, sites in turn; an item to be decided alone comes alone.</summary>
    public void Drain(List<MailItem> batch)
    {
        lock (guard)
        {
            while (batch.Count < KernelLimits.BatchSize && turns.TryPeek(out var box))
            {
                var next = box.Items.Peek();
                if (next.Alone && batch.Count > 0) return;
                turns.Dequeue();
                box.Items.Dequeue();
                count--;
                batch.Add(next);
                box.Room?.SetResult();
                box.Room = null;
                if (box.Items.Count > 0) turns.Enqueue(box);
                else boxes.Remove(box.Site);
                if (next.Alone) return;
            }
        }
    }

    /// <summary>Takes nothing more in: senders get the exception.</summary>
    public void Close(PartitionUnavailableException reason)
    {
        lock (guard)
        {
            closed ??= reason;
            foreach (var box in turns)
            {
                box.Room?.SetResult();
                box.Room = null;
            }
        }
    }

    /// <summary>Tells everybody who still waits that no answer will come; to be called once closed.</summary>
    public void Abandon(PartitionUnavailableException reason)
    {
        lock (guard)
        {
            while (turns.TryDequeue(out var box))
            {
                foreach (var item in box.Items) item.Fail(reason);
            }
            boxes.Clear();
            count = 0;
        }
    }

    private sealed class SiteBox(SiteId site)
    {
        public SiteId Site { get; } = site;

        public Queue<MailItem> Items { get; } = new();

        public TaskCompletionSource? Room { get; set; }
    }
}
