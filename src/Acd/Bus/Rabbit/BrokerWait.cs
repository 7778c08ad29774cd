namespace AcdRouter.Acd;

/// <summary>
/// Holds every connect of the bus back until the broker takes connections. Left alone, the bus tries a broker that is away at intervals that
/// grow to half a minute and never shrink again; so it would be that late when the broker is back.
/// </summary>
/// <param name="address">The broker.</param>
/// <param name="logger">The log.</param>
/// <param name="stopping">The end of the program, which ends the wait.</param>
internal sealed class BrokerWait(RabbitAddress address, ILogger<BrokerWait> logger, CancellationToken stopping)
{
    /// <summary>A broker that starts gives a few reasons in turn; more than these say nothing new.</summary>
    private const int ReasonsTold = 5;

    private static readonly Action<ILogger, string, Exception?> LogAway =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(4423), "The broker takes no connection; it is asked again until it does: {Reason}");

    /// <summary>Ends once a connection could be made.</summary>
    public async Task UntilThereAsync()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            try
            {
                await using var connection = await address.ConnectAsync("acd wait", stopping);
                return;
            }
            catch (IOException away)
            {
                // Once for each reason: a password that is refused is another matter than a port that is closed.
                if (told.Count < ReasonsTold && told.Add(away.Message)) LogAway(logger, away.Message, null);
                await Task.Delay(RabbitLimits.AskBrokerEvery, stopping);
            }
        }
    }
}
