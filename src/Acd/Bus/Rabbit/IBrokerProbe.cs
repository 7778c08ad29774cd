namespace AcdRouter.Acd;

/// <summary>Asks a broker whether it serves, on a connection of its own.</summary>
internal interface IBrokerProbe
{
    /// <summary>Whether the commands' queues can be reached.</summary>
    Task<bool> ServesAsync(CancellationToken cancellationToken);
}
