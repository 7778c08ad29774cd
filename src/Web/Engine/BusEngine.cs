using System.Collections.Concurrent;
using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Web;

/// <summary>The engine over the bus. A site's commands go to the partition that hosts it; embedded there is one.</summary>
public sealed class BusEngine(IBus bus) : IEngine
{
    /// <summary>The queue of partition 0; the composition binds its receive endpoint under the same name.</summary>
    public const string PartitionQueue = "acd-partition-0";

    /// <summary>
    /// How long an answer is waited for. Longer than the journal may be away before the partition gives up (5 s), so that the
    /// partition's own answer comes first; short enough that a browser still waits.
    /// </summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);

    private static readonly Uri Partition = new($"queue:{PartitionQueue}");

    // One client a message type: bounded by the number of contracts.
    private readonly ConcurrentDictionary<Type, object> clients = new();

    public async Task<CommandAnswer> SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        try
        {
            var response = await ClientOf<TCommand>()
                .GetResponse<CommandAccepted, CommandRefused, EngineUnavailable>(command, cancellationToken);
            return response.Message switch
            {
                CommandAccepted accepted => new CommandAnswer(accepted, null),
                CommandRefused refused => new CommandAnswer(null, refused.Refusal),
                EngineUnavailable away => throw new EngineUnavailableException(away.Message, away.RetryAfterSeconds),
                var other => throw new InvalidOperationException($"{typeof(TCommand).Name} was answered with {other.GetType().Name}."),
            };
        }
        catch (RequestTimeoutException timeout)
        {
            throw new EngineUnavailableException("The engine has not answered in time; repeat under the same Idempotency-Key.", timeout);
        }
    }

    public async Task<TView?> AskAsync<TQuery, TView>(TQuery query, CancellationToken cancellationToken)
        where TQuery : class, IQuery
        where TView : class
    {
        try
        {
            var response = await ClientOf<TQuery>()
                .GetResponse<TView, QueryUnanswered, EngineUnavailable>(query, cancellationToken);
            return response.Message switch
            {
                TView view => view,
                QueryUnanswered => null,
                EngineUnavailable away => throw new EngineUnavailableException(away.Message, away.RetryAfterSeconds),
                var other => throw new InvalidOperationException($"{typeof(TQuery).Name} was answered with {other.GetType().Name}."),
            };
        }
        catch (RequestTimeoutException timeout)
        {
            throw new EngineUnavailableException("The engine has not answered in time.", timeout);
        }
    }

    private IRequestClient<T> ClientOf<T>()
        where T : class =>
        (IRequestClient<T>)clients.GetOrAdd(
            typeof(T), static (_, bus) => bus.CreateRequestClient<T>(Partition, RequestTimeout.After(ms: (int)AnswerWithin.TotalMilliseconds)), bus);
}
