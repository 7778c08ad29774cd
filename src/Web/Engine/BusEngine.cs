using System.Collections.Concurrent;
using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Web;

/// <summary>The engine over the bus. A site's commands go to the partition that hosts it; embedded there is one.</summary>
public sealed class BusEngine(IBus bus, BusRoute route) : IEngine
{
    private const int AwayRetrySeconds = 2;

    /// <summary>
    /// Whoever gives up stops waiting, and what is under way goes on until it is answered or too late: the broker's client library (7.1.2)
    /// counts wrong once a publishing was cancelled (rabbitmq-dotnet-client, issue 1900).
    /// </summary>
    private static readonly CancellationToken Uninterrupted = CancellationToken.None;

    // One client a message type: bounded by the number of contracts.
    private readonly ConcurrentDictionary<Type, object> clients = new();

    public async Task<CommandAnswer> SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var answer = await RequestAsync<TCommand>(
            async (client, within) => (await client.GetResponse<CommandAccepted, CommandRefused, EngineUnavailable>(
                command, pipe => pipe.UseExecute(sending => Address(sending, command.Site)), Uninterrupted).WaitAsync(within)).Message,
            "The engine has not answered in time; repeat under the same Idempotency-Key.",
            cancellationToken);
        return answer switch
        {
            CommandAccepted accepted => new CommandAnswer(accepted, null),
            CommandRefused refused => new CommandAnswer(null, refused.Refusal),
            _ => throw new InvalidOperationException($"{typeof(TCommand).Name} was answered with {answer.GetType().Name}."),
        };
    }

    public async Task<TView?> AskAsync<TQuery, TView>(TQuery query, CancellationToken cancellationToken)
        where TQuery : class, IQuery
        where TView : class
    {
        var answer = await RequestAsync<TQuery>(
            async (client, within) => (await client.GetResponse<TView, QueryUnanswered, EngineUnavailable>(
                query, pipe => pipe.UseExecute(sending => Address(sending, query.Site)), Uninterrupted).WaitAsync(within)).Message,
            "The engine has not answered in time.",
            cancellationToken);
        return answer switch
        {
            TView view => view,
            QueryUnanswered => null,
            _ => throw new InvalidOperationException($"{typeof(TQuery).Name} was answered with {answer.GetType().Name}."),
        };
    }

    private static void Address(SendContext sending, SiteId site) => sending.SetRoutingKey(site.Value);

    /// <summary>
    /// Sends and waits. Bounded by the time to answer, by the caller, and by the connection: the bus itself would keep what it cannot
    /// send until the broker is back.
    /// </summary>
    private async Task<object> RequestAsync<T>(
        Func<IRequestClient<T>, CancellationToken, Task<object>> request, string late, CancellationToken cancellationToken)
        where T : class
    {
        var lost = route.Link.Lost;
        if (!route.Link.IsConnected) throw new EngineUnavailableException("The message bus is away; try again shortly.", AwayRetrySeconds);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        try
        {
            var answer = await request(ClientOf<T>(), within.Token);
            return answer is EngineUnavailable away ? throw new EngineUnavailableException(away.Message, away.RetryAfterSeconds) : answer;
        }
        catch (RequestTimeoutException timeout)
        {
            throw new EngineUnavailableException(late, timeout);
        }
        catch (Exception) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The message bus was lost before the answer came; repeat under the same Idempotency-Key.", AwayRetrySeconds);
        }
    }

    private IRequestClient<T> ClientOf<T>()
        where T : class =>
        (IRequestClient<T>)clients.GetOrAdd(
            typeof(T),
            static (_, my) => my.bus.CreateRequestClient<T>(my.route.Commands, RequestTimeout.After(ms: (int)my.route.AnswerWithin.TotalMilliseconds)),
            (bus, route));
}
