namespace AcdRouter.Acd;

/// <summary>Which installation each server was prepared for, in the order in which servers are prepared.</summary>
internal sealed class KnownInstallations(params (string Address, Guid? Id)[] servers)
{
    /// <summary>The one that those that were prepared name; null when none was.</summary>
    public Guid? Id => servers.Select(server => server.Id).FirstOrDefault(id => id is not null);

    /// <exception cref="AcdException">They name several.</exception>
    public void RequireOne()
    {
        if (servers.Where(server => server.Id is not null).DistinctBy(server => server.Id).Count() < 2) return;
        var all = servers.Select(server => $"{server.Address} belongs to {(server.Id is { } id ? $"installation {id}" : "none")}");
        throw new AcdException($"These servers are not of one installation: {string.Join(", ", all)}.", ExitCodes.Failed);
    }

    /// <summary>
    /// Makes sure that none was prepared and is empty now. The last one is the broker: it keeps nothing that is not sent again.
    /// </summary>
    /// <exception cref="AcdException">One was.</exception>
    public void RequireNothingLost()
    {
        for (var at = 0; at < servers.Length - 1; at++)
        {
            var isPreparedAfter = servers.Skip(at + 1).Any(server => server.Id is not null);
            if (servers[at].Id is not null || !isPreparedAfter) continue;
            throw new AcdException(
                $"{servers[at].Address} is empty, but installation {Id} was prepared on it: it has lost its data, or is the wrong server. "
                + "Bring the data back (acd restore), or, when they are lost for good, begin anew with: acd init --accept-loss",
                ExitCodes.HistoryLost);
        }
    }
}
