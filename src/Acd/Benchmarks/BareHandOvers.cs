using System.Text;
using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>
/// The yardstick: bare MassTransit consumers that pass as many messages as a hand-over does, with one conditional append for each
/// command, and no rules at all.
/// </summary>
/// <param name="journal">Takes the appends.</param>
/// <param name="news">Messages published for each of the two commands.</param>
internal sealed class BareHandOvers(IJournal journal, int news) : IHandOverLoad, IDisposable
{
    /// <summary>The queue of the commands.</summary>
    public const string Queue = "acd-bench-bare";

    /// <summary>The queue of the news.</summary>
    public const string NewsQueue = "acd-bench-bare-news";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Command = new('c', 300);
    private static readonly string Told = new('n', 300);
    private static readonly byte[] Record = Encoding.UTF8.GetBytes($"\"{new string('r', 1500)}\"");

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly int[] awaited = new int[4096];
    private readonly TaskCompletionSource[] told = new TaskCompletionSource[4096];
    private IRequestClient<BareCommand>? client;
    private JournalHead head = JournalHead.Empty;

    /// <summary>What the commands' endpoint does.</summary>
    public Task ConsumeAsync(ConsumeContext<BareCommand> context) => AnswerAsync(context);

    /// <summary>What the news' endpoint does.</summary>
    public Task ConsumeAsync(ConsumeContext<BareNews> context)
    {
        if (Interlocked.Decrement(ref awaited[context.Message.Session]) == 0) told[context.Message.Session].TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Begins on a bus that has both endpoints.</summary>
    public void Use(IBus bus, Uri queue) => client = bus.CreateRequestClient<BareCommand>(queue, RequestTimeout.After(s: 30));

    /// <inheritdoc/>
    public async Task PrepareAsync(int count, CancellationToken cancellationToken)
    {
        head = await journal.ReadHeadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task HandOverAsync(int number, CancellationToken cancellationToken)
    {
        // Transfer and accept: each is answered, and what is told of it is awaited.
        for (var step = 0; step < 2; step++)
        {
            told[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref awaited[number], news);
            await client!.GetResponse<BareAnswer>(new BareCommand(number, Command), cancellationToken);
            if (news > 0) await told[number].Task.WaitAsync(Patience, cancellationToken);
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task AnswerAsync(ConsumeContext<BareCommand> context)
    {
        long sequence;
        await oneAtATime.WaitAsync(context.CancellationToken);
        try
        {
            var next = new JournalHead(1, "bare", head.Sequence + 1, Guid.NewGuid());
            head = await journal.AppendAsync(head, new JournalBatch(next, [new StoredRecord(next.Sequence, Record)]), context.CancellationToken);
            sequence = head.Sequence;
        }
        finally
        {
            oneAtATime.Release();
        }
        await context.RespondAsync(new BareAnswer(context.Message.Session, sequence));
        for (var i = 0; i < news; i++) await context.Publish(new BareNews(context.Message.Session, Told), context.CancellationToken);
    }
}
