namespace AcdRouter.Processes;

/// <summary>News and what is owed, on their way to one sink.</summary>
internal sealed class NewsOutlet(INewsSink sink, NewsTranslator translator) : IOutlet
{
    private readonly List<OutgoingMessage> messages = [];

    public TimeSpan Every => sink.Every;

    public int Count => messages.Count;

    public void Take(JournalRecord record) => translator.Translate(record, messages);

    public void Take(OutgoingMessage owed) => messages.Add(owed);

    public ValueTask SendAsync(CancellationToken cancellationToken) => sink.PublishAsync(messages, cancellationToken);

    public void Clear() => messages.Clear();
}
