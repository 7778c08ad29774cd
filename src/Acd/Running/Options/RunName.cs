namespace AcdRouter.Acd;

/// <summary>An option of <c>acd run</c> under its three names.</summary>
/// <param name="Key">In a configuration file.</param>
/// <param name="Variable">In the environment.</param>
/// <param name="Flag">On the command line.</param>
/// <param name="Separator">Between several values in the environment; null where there is one.</param>
internal sealed record RunName(string Key, string Variable, string Flag, char? Separator = null)
{
    public static readonly RunName Role = new("role", "ACD_ROLE", "the role");
    public static readonly RunName Bus = new("bus", "ACD_BUS", "--bus");
    public static readonly RunName Journal = new("journal", "ACD_JOURNAL", "--journal");
    public static readonly RunName History = new("history", "ACD_HISTORY", "--history");
    public static readonly RunName Data = new("data", "ACD_DATA", "--data");
    public static readonly RunName Urls = new("urls", "ACD_URLS", "--urls");
    public static readonly RunName Settings = new("settings", "ACD_SETTINGS", "--settings", ':');
    public static readonly RunName TrustedProxies = new("trustedProxies", "ACD_TRUSTED_PROXIES", "--trusted-proxy", ',');
    public static readonly RunName Archive = new("archive", "ACD_ARCHIVE", "--archive");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RunName> All { get; } = [Role, Bus, Journal, History, Data, Urls, Settings, TrustedProxies, Archive];
}
