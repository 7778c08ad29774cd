namespace AcdRouter.Journals;

/// <summary>Reads what the server says of itself.</summary>
internal static class RedisChecks
{
    /// <summary>What keeps the server from being relied on.</summary>
    public static IReadOnlyList<string> Run(string info, string address, int replicas)
    {
        var problems = new List<string>();
        if (Of(info, "aof_enabled") != "1")
        {
            problems.Add($"{address} keeps no append-only file: what was answered would be lost when it stops. Start it with --appendonly yes.");
        }
        if (Of(info, "maxmemory_policy") is { } policy && policy != "noeviction")
        {
            problems.Add($"{address} evicts keys ({policy}): records would vanish. Start it with --maxmemory-policy noeviction.");
        }
        if (Of(info, "role") is "slave") problems.Add($"{address} is a replica and takes no writes: name the primary's address.");
        else if (ReplicasUpToDate(info) is var connected && connected < replicas)
        {
            problems.Add($"{address} has {connected} replicas that follow it; appends wait for {replicas}.");
        }
        return problems;
    }

    /// <summary>A replica that still takes over the first copy is connected, but confirms nothing.</summary>
    private static int ReplicasUpToDate(string info) => info.Split('\n').Count(
        line => line.StartsWith("slave", StringComparison.Ordinal) && line.Contains("state=online", StringComparison.Ordinal));

    private static string? Of(string info, string name) =>
        info.Split('\n').Select(line => line.TrimEnd('\r').Split(':', 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0] == name)?[1];
}
