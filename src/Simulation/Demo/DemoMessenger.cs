using System.Threading.Channels;
using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Demo;

/// <summary>
/// Sends the demonstration's commands, a bounded number at once, and brings answers and news to one inbox, so that the
/// demonstration itself runs on one task.
/// </summary>
/// <param name="bus">The bus.</param>
internal sealed class DemoMessenger(IDemoBus bus) : IAsyncDisposable
{
    // Chains of commands sent or waiting to be sent; beyond it the demonstration leaves customers out rather than pile them up.
    private const int MaxPending = 256;

    // Room for a burst of news; a full inbox holds back the bus's reader.
    private const int InboxSize = 1024;

    private readonly Channel<Action> inbox = Channel.CreateBounded<Action>(InboxSize);
    private readonly SemaphoreSlim inFlight = new(DemoOptions.MaxInFlight);
    private int pending;

    /// <summary>True when no more should be sent for now.</summary>
    public bool IsFull => Volatile.Read(ref pending) >= MaxPending;

    public ChannelReader<Action> Inbox => inbox.Reader;

    /// <summary>Sends commands one after the other; stops at the first that is not accepted. The last answer goes to the inbox.</summary>
    /// <param name="commands">One or more.</param>
    /// <param name="answered">Told the last answer: accepted, refused, or the exception that took its place.</param>
    /// <param name="cancellationToken">Ends the sending without an answer.</param>
    public void Send(IReadOnlyList<ICommand> commands, Action<object> answered, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref pending);
        _ = SendAsync(commands, answered, cancellationToken);
    }

    /// <summary>Brings everything heard to the inbox until the token ends it.</summary>
    public async Task ListenAsync(Action<object> heard, CancellationToken cancellationToken)
    {
        await foreach (var message in bus.ListenAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            await inbox.Writer.WriteAsync(() => heard(message), cancellationToken);
        }
    }

    /// <summary>Waits until nothing is on its way any more; the token given to every sending has ended by then.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var taken = 0; taken < DemoOptions.MaxInFlight; taken++) await inFlight.WaitAsync();
        inFlight.Dispose();
    }

    private async Task SendAsync(IReadOnlyList<ICommand> commands, Action<object> answered, CancellationToken cancellationToken)
    {
        try
        {
            object answer = "";
            await inFlight.WaitAsync(cancellationToken);
            try
            {
                foreach (var command in commands)
                {
                    answer = await SendAsync(command, cancellationToken);
                    if (answer is not CommandAccepted) break;
                }
            }
            finally
            {
                inFlight.Release();
            }
            await inbox.Writer.WriteAsync(() => answered(answer), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The demonstration is over; nobody waits for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }

    private async Task<object> SendAsync(ICommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await bus.SendAsync(command, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the bus throws is one more answer, which the demonstration shows and survives.
            return e;
        }
    }
}
