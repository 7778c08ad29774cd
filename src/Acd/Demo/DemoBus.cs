using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AcdRouter.Contracts;
using AcdRouter.Simulation.Demo;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>The bus as the demonstration sees it: a service like any other.</summary>
internal sealed class DemoBus(IEngine engine) : IDemoBus
{
    /// <summary>Messages kept for the demonstration while it is busy; a full buffer holds the bus's reader back.</summary>
    private const int Buffer = 1024;

    private static readonly MethodInfo Send = typeof(DemoBus).GetMethod(nameof(SendOneAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly ConcurrentDictionary<Type, MethodInfo> senders = new();
    private readonly Channel<object> heard = Channel.CreateBounded<object>(Buffer);

    public Task<object> SendAsync(ICommand command, CancellationToken cancellationToken) =>
        (Task<object>)senders.GetOrAdd(command.GetType(), static type => Send.MakeGenericMethod(type)).Invoke(this, [command, cancellationToken])!;

    public async IAsyncEnumerable<object> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in heard.Reader.ReadAllAsync(cancellationToken)) yield return message;
    }

    public ValueTask HearAsync(object message, CancellationToken cancellationToken) => heard.Writer.WriteAsync(message, cancellationToken);

    private async Task<object> SendOneAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var answer = await engine.SendAsync(command, cancellationToken);
        return answer.IsAccepted ? answer.Accepted : new CommandRefused(command.CommandId, answer.Refusal);
    }
}
