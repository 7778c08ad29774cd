namespace AcdRouter.Acd;

/// <summary>
/// Finds out when the bus library is stuck: the broker serves, and yet nothing that this process sends is taken. Seen after a process had
/// stood still for longer than the broker keeps a connection, until <see cref="DetachedConsumer"/> took its cause away; kept for whatever else may be stuck.
/// </summary>
/// <param name="takenAt">When the broker last took what is sent every second, whatever else happens.</param>
/// <param name="broker">Asked on a connection of its own.</param>
/// <param name="time">The clock.</param>
internal sealed class BusWatch(Func<long> takenAt, IBrokerProbe broker, TimeProvider time)
{
    private int servedInVain;

    /// <summary>True once this process can only be helped by starting it again.</summary>
    public async Task<bool> IsStuckAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(takenAt()) < RabbitLimits.WakesTakenWithin || !await broker.ServesAsync(cancellationToken))
        {
            servedInVain = 0;
            return false;
        }
        return ++servedInVain >= RabbitLimits.ServedInVain;
    }
}
