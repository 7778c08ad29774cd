using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>
/// Says once more that a stream's line is open, after the engine took it for lost: again and again until the engine has taken that, in
/// the background, as the stream goes on meanwhile. Asked for and ended by the stream alone.
/// </summary>
internal sealed class Reopening(Func<ConnectionChange, CancellationToken, Task<CommandAnswer>> report, TimeProvider time, Action<Exception> failed)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private Task running = Task.CompletedTask;
    private int wanted;

    /// <summary>Asks for it; one asked for while another is on its way follows that.</summary>
    public void Want() => Volatile.Write(ref wanted, 1);

    /// <summary>Begins what was asked for, unless it is under way.</summary>
    public void Look(CancellationToken ending)
    {
        if (running.IsCompleted && Volatile.Read(ref wanted) == 1) running = RunAsync(ending);
    }

    /// <summary>Ends when none is on its way any more: only then may the loss of the line be reported, which must come last.</summary>
    public Task EndAsync() => running;

    private async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested && Interlocked.Exchange(ref wanted, 0) == 1)
        {
            try
            {
                var answer = await report(ConnectionChange.Opened, CancellationToken.None);
                // Refused for any other reason there is no such page any more, and the stream's view will show it.
                if (answer.IsAccepted || answer.Refusal.Reason != RefusalReason.CommandFailed) continue;
            }
            catch (Exception broken)
            {
                failed(broken);
            }
            Want();
            await Task.Delay(Retry, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
