using System.Text;
using AcdRouter.Processes;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The yardstick's engine: one conditional append a command, then the answer and as many messages as the product tells. No rules.</summary>
internal sealed class BareConsumer : IDisposable
{
    private static readonly string Told = new('n', 300);
    private static readonly byte[] Record = Encoding.UTF8.GetBytes($"\"{new string('r', 1500)}\"");

    private readonly IJournal journal;
    private readonly int news;
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private JournalHead head;

    private BareConsumer(IJournal journal, JournalHead head, int news)
    {
        this.journal = journal;
        this.head = head;
        this.news = news;
    }

    /// <param name="journal">Takes the appends.</param>
    /// <param name="news">Messages published for each command.</param>
    /// <param name="cancellationToken">Ends the reading of the journal's head.</param>
    public static async Task<BareConsumer> OpenAsync(IJournal journal, int news, CancellationToken cancellationToken) =>
        new(journal, await journal.ReadHeadAsync(cancellationToken), news);

    public async Task ConsumeAsync(ConsumeContext<BareCommand> context)
    {
        var sequence = await AppendAsync(context.CancellationToken);
        await Task.WhenAll(
        [
            context.RespondAsync(new BareAnswer(context.Message.Session, sequence)),
            .. Enumerable.Range(0, news).Select(_ => context.Publish(new BareNews(context.Message.Session, Told), context.CancellationToken)),
        ]);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<long> AppendAsync(CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var next = new JournalHead(1, "bare", head.Sequence + 1, Guid.NewGuid());
            head = await journal.AppendAsync(head, new JournalBatch(next, [new StoredRecord(next.Sequence, Record)]), cancellationToken);
            return head.Sequence;
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
