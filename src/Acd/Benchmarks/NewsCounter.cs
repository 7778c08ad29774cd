using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Counts the news that comes from the engine on servers, where one message carries what was told at once.</summary>
internal sealed class NewsCounter : IConsumeMessageObserver<NewsBatch>
{
    private long count;
    private long messages;

    public long Count => Volatile.Read(ref count);

    public long Messages => Volatile.Read(ref messages);

    public Task PreConsume(ConsumeContext<NewsBatch> context) => Task.CompletedTask;

    public Task PostConsume(ConsumeContext<NewsBatch> context)
    {
        Interlocked.Add(ref count, context.Message.Items.Count);
        Interlocked.Increment(ref messages);
        return Task.CompletedTask;
    }

    public Task ConsumeFault(ConsumeContext<NewsBatch> context, Exception exception) => Task.CompletedTask;
}
