using AcdRouter.Processes;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>
/// A stretch of time in which this process is subscribed to a partition's queue. Only what is delivered within it may start a claim: what
/// lies in hand from before proves nothing.
/// </summary>
internal sealed class Tenure : IDisposable
{
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource<LetGo> wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Tenure() => Over = over.Token;

    /// <summary>Cancelled when messages in hand are to be given back.</summary>
    public CancellationToken Over { get; }

    /// <summary>Completes when it is to end, with the reason.</summary>
    public Task<LetGo> Wanted => wanted.Task;

    /// <summary>What was prepared for a run; null once a run has it, or the tenure has ended.</summary>
    public PreparedClaim? Prepared { get; set; }

    /// <summary>The run that serves it; null until the first delivery.</summary>
    public Task<PartitionRun>? Starting { get; set; }

    /// <summary>The run, once it has started.</summary>
    public PartitionHost? Host => Starting is { IsCompletedSuccessfully: true } started ? started.Result.Host : null;

    /// <summary>The epoch that the run has claimed, the record at which it did, and the losses accepted by then.</summary>
    public WitnessedHead Claimed { get; set; }

    /// <summary>Asks for its end; the first reason counts.</summary>
    public void Want(LetGo reason) => wanted.TrySetResult(reason);

    /// <summary>Gives back what is in hand.</summary>
    public void End() => over.Cancel();

    public void Dispose() => over.Dispose();
}
