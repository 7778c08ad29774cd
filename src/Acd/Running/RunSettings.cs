namespace AcdRouter.Acd;

/// <summary>What <c>acd run</c> was asked to run.</summary>
/// <param name="Data">Its data folder.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="Sites">Settings to put in force at start.</param>
/// <param name="DemoSpeed">How many times faster recorded traffic is played; null for none.</param>
/// <param name="Json">Whether its own lines are JSON.</param>
/// <param name="TrustedProxies">Proxies whose word on the caller's address is taken.</param>
internal sealed record RunSettings(
    DataFolder Data,
    string Urls,
    IReadOnlyList<SettingsFile> Sites,
    int? DemoSpeed,
    bool Json,
    IReadOnlyList<System.Net.IPNetwork> TrustedProxies)
{
    /// <summary>What this process does.</summary>
    public RunRole Role { get; init; } = RunRole.All;

    /// <summary>The servers; null for everything in this process, on files.</summary>
    public ServerAddresses? Servers { get; init; }

    /// <summary>Where records go that leave Redis; null for nowhere.</summary>
    public string? Archive { get; init; }
}
