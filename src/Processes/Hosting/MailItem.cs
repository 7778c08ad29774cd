using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Something in the mailbox and the one who waits for its answer.</summary>
internal sealed class MailItem
{
    private readonly TaskCompletionSource<object?> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required SiteId Site { get; init; }

    /// <summary>The command; null for a query or a look.</summary>
    public CommandEnvelope? Command { get; init; }

    /// <summary>The query; null for a command or a look.</summary>
    public IQuery? Query { get; init; }

    /// <summary>A look at the durable state, answered with what it sees; null for a command or a query.</summary>
    public Func<PartitionState, object>? Look { get; init; }

    /// <summary>A command delivered before may be what killed the process: it is decided in a batch of its own.</summary>
    public bool Alone => Command is { Delivery: > 1 };

    public Task<object?> Answered => answered.Task;

    public void Answer(object? answer) => answered.TrySetResult(answer);

    public void Fail(Exception exception)
    {
        answered.TrySetException(exception);
        // Somebody who no longer waits must not make the runtime report an unobserved exception.
        _ = answered.Task.Exception;
    }
}
