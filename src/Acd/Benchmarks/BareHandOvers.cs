using MassTransit;

namespace AcdRouter.Acd;

/// <summary>The yardstick's pages: two commands a hand-over, each with its answer and what is told of it awaited.</summary>
/// <param name="news">Messages published for each of the two commands.</param>
internal sealed class BareHandOvers(int news) : IHandOverLoad
{
    /// <summary>The queue of the commands.</summary>
    public const string Queue = "acd-bench-bare";

    /// <summary>Begins the name of the queue of the news.</summary>
    public const string NewsQueue = "acd-bench-bare-news";

    private const int Commands = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Command = new('c', 300);

    private int[] awaited = [];
    private TaskCompletionSource[] told = [];
    private IRequestClient<BareCommand>? client;

    /// <summary>What the news' endpoint does.</summary>
    public Task ConsumeAsync(ConsumeContext<BareNews> context)
    {
        if (Interlocked.Decrement(ref awaited[context.Message.Session]) == 0) told[context.Message.Session].TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Begins on a bus that has the endpoint of the news.</summary>
    public void Use(IBus bus, Uri commands) => client = bus.CreateRequestClient<BareCommand>(commands, RequestTimeout.After(ms: (int)Patience.TotalMilliseconds));

    /// <inheritdoc/>
    public Task PrepareAsync(int count, CancellationToken cancellationToken)
    {
        awaited = new int[count];
        told = new TaskCompletionSource[count];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task BetweenAsync(int number, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task HandOverAsync(int number, CancellationToken cancellationToken)
    {
        for (var step = 0; step < Commands; step++)
        {
            told[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref awaited[number], news);
            await client!.GetResponse<BareAnswer>(new BareCommand(number, Command), cancellationToken);
            if (news > 0) await told[number].Task.WaitAsync(Patience, cancellationToken);
        }
    }
}
