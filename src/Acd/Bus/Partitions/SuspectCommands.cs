using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Commands that came back to their queue often. One that kills its process leaves no other trace than that; but so does one that waited
/// while partitions moved or the journal was away, and that one must not be given up. So a suspect is noted in the store, decided by
/// itself, and the note is taken off whatever comes of it: only a process that died leaves it there, and those are counted.
/// </summary>
internal sealed class SuspectCommands(int partition, IPartitionJournals journals) : IDisposable
{
    // One at a time: of several in hand when a process dies, nobody could say which it was.
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>How often the broker must have delivered a command for it to be one.</summary>
    public static bool Includes(CommandEnvelope envelope) => envelope.Delivery > 1 + RabbitLimits.UnsuspectedReturns;

    /// <summary>Decides a suspect; as its deliveries count the processes that died with it.</summary>
    /// <exception cref="PartitionUnavailableException">The store does not take the note.</exception>
    public async ValueTask<object> SubmitAsync(PartitionHost host, CommandEnvelope envelope, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var tries = await NoteAsync(envelope, cancellationToken);
            try
            {
                return await host.SubmitAsync(envelope with { Delivery = tries }, cancellationToken);
            }
            finally
            {
                await ForgetAsync(envelope);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<int> NoteAsync(CommandEnvelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            return await journals.NoteTryAsync(partition, envelope.Command.CommandId, cancellationToken).WaitAsync(RabbitLimits.NoteWithin, cancellationToken);
        }
        catch (Exception away) when (away is IOException or TimeoutException)
        {
            throw new PartitionUnavailableException("The journal is away; nothing is lost. Try again shortly.", 2);
        }
    }

    private async Task ForgetAsync(CommandEnvelope envelope)
    {
        try
        {
            await journals.ForgetTriesAsync(partition, envelope.Command.CommandId, CancellationToken.None).WaitAsync(RabbitLimits.NoteWithin);
        }
        catch (Exception away) when (away is IOException or TimeoutException)
        {
            // Counted once too often: a command is given up after several, and the note lapses.
        }
    }
}
