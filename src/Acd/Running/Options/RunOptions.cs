using System.Net;

namespace AcdRouter.Acd;

/// <summary>What <c>acd run</c> is to do, put together from everything given and checked as a whole.</summary>
/// <param name="Role">What this process does.</param>
/// <param name="Servers">The servers; null for everything in this process, on files.</param>
/// <param name="Data">The data folder.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="Settings">Files of sites' settings.</param>
/// <param name="TrustedProxies">Proxies whose word on the caller's address is taken.</param>
/// <param name="Archive">Where records go that leave Redis; null for nowhere.</param>
internal sealed record RunOptions(
    RunRole Role,
    ServerAddresses? Servers,
    string Data,
    string Urls,
    IReadOnlyList<string> Settings,
    IReadOnlyList<IPNetwork> TrustedProxies,
    string? Archive)
{
    /// <summary>Where it listens unless it is told.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8080";

    /// <summary>Puts it together; null when anything is wrong, and then everything that is wrong.</summary>
    public static (RunOptions? Options, IReadOnlyList<string> Problems) Resolve(RunInputs inputs)
    {
        var problems = new List<string>();
        var role = ReadRole(inputs.Find(RunName.Role), problems);
        var shape = ShapeRules.Resolve(inputs, role, problems);
        var urls = inputs.Find(RunName.Urls);
        if (urls is not null && Addresses.FindProblem(urls.Text) is { } wrong) problems.Add($"{urls.Said}: {wrong}");
        var proxies = inputs.Find(RunName.TrustedProxies);
        foreach (var proxy in proxies?.Items ?? [])
        {
            if (Acd.TrustedProxies.FindProblem(proxy) is { } problem) problems.Add($"{proxies!.Said}: {problem}");
        }
        var archive = inputs.Find(RunName.Archive);
        if (archive is not null && shape is null && problems.Count == 0)
        {
            problems.Add($"{archive.Said}: goes with servers; on files the archive lies in the data folder.");
        }
        if (problems.Count > 0) return (null, problems);
        return (new RunOptions(
            role,
            shape,
            inputs.Find(RunName.Data)?.Text ?? DataFolder.Default,
            urls?.Text ?? DefaultUrls,
            inputs.Find(RunName.Settings)?.Items ?? [],
            Acd.TrustedProxies.Read(proxies?.Items ?? []),
            archive?.Text), []);
    }

    private static RunRole ReadRole(RunValue? value, List<string> problems)
    {
        switch (value?.Text)
        {
            case null or "all": return RunRole.All;
            case "core": return RunRole.Core;
            case "web": return RunRole.Web;
            case "notifications":
                problems.Add($"{value.Said}: notifications comes with a later version; this one has all, core and web.");
                return RunRole.All;
            default:
                problems.Add($"{value.Said}: \"{value.Text}\" is not a role; all, core or web.");
                return RunRole.All;
        }
    }
}
