using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// Why commands failed, from the partition's thread to the consumer that parks the message: the answer, which a customer may get,
/// does not say it. What failed long ago, or before this run, is not here.
/// </summary>
internal sealed class FailedCommands
{
    private readonly Lock guard = new();
    private readonly Queue<(CommandId Command, string Reason)> last = new();

    public void Note(CommandId command, string reason)
    {
        lock (guard)
        {
            last.Enqueue((command, reason));
            while (last.Count > BusLimits.ErrorsKept) last.Dequeue();
        }
    }

    /// <summary>The reason, or null.</summary>
    public string? Find(CommandId command)
    {
        lock (guard) return last.LastOrDefault(each => each.Command == command).Reason;
    }
}
