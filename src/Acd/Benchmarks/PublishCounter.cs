using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Counts what is published.</summary>
internal sealed class PublishCounter : IPublishObserver
{
    private long count;

    public long Count => Volatile.Read(ref count);

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        Interlocked.Increment(ref count);
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
