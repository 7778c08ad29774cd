namespace AcdRouter.Acd;

/// <summary>Asks for a partition's queue: a broker that has lost most of its nodes takes connections and still serves nobody.</summary>
internal sealed class BrokerProbe(RabbitAddress address) : IBrokerProbe
{
    public async Task<bool> ServesAsync(CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(RabbitLimits.ConnectWithin);
        try
        {
            return await AskAsync(within.Token).WaitAsync(within.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps it from serving: it does not.
            return false;
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await address.ConnectAsync("acd watch", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclarePassiveAsync(BusNames.Partition(0), cancellationToken);
        return true;
    }
}
