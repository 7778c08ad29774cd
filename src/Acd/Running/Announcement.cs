using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>What the program says when it is ready.</summary>
internal static class Announcement
{
    /// <summary>The people whose tokens a demonstration prints: those who are not recorded agents.</summary>
    private static readonly string[] DemoPeople = ["anna", "boris", "carla", "maria", "admin"];

    public static void Write(RunSettings settings, string address, IReadOnlyDictionary<SiteId, int> inForce, TokenIssuer tokens)
    {
        // Made here in any case: the keys must exist before "acd token" is asked for one.
        var issued = settings.Sites
            .SelectMany(file => file.Settings.People.Where(person => DemoPeople.Contains(person.Id.Value)).Select(person => (file.Site, person)))
            .Select(each => new Demo(each.Site.Value, each.person.Id.Value, Of(each.person), tokens.For(each.Site, each.person.Id).Token))
            .ToList();
        _ = tokens.For(new SiteId("keys"), new PersonId("keys"));
        if (settings.DemoSpeed is null) issued.Clear();
        if (settings.Json)
        {
            CommonOptions.WriteJson(new { address, data = settings.Data.Path, sites = settings.Sites.Select(file => file.Site.Value), tokens = issued });
            return;
        }
        Console.WriteLine($"Listening on {address}, data in {settings.Data.Path}");
        foreach (var file in settings.Sites) Console.WriteLine($"Site {file.Site}, version {inForce.GetValueOrDefault(file.Site, file.Settings.Version)}");
        if (issued.Count == 0) return;
        Console.WriteLine($"The description of the API is at {address}{WebModule.DescriptionPath} (any token opens it)");
        Console.WriteLine();
        Console.WriteLine("Tokens, good for 12 hours (more with: acd token PERSON --site SITE):");
        foreach (var each in issued) Console.WriteLine($"  {each.Person,-8}{each.Privileges,-20}{each.Token}");
        Console.WriteLine();
    }

    /// <summary>What a process of an installation on servers says.</summary>
    public static void Write(RunSettings settings, ServerParts parts, Guid replica, string address, IReadOnlyDictionary<SiteId, int>? inForce)
    {
        var role = CommonOptions.Name(settings.Role);
        if (settings.Json)
        {
            CommonOptions.WriteJson(new { address, role, replica, bus = parts.Bus.ToString(), partitions = parts.Partitions, sites = settings.Sites.Select(file => file.Site.Value) });
            return;
        }
        Console.WriteLine($"Listening on {address} as {role}, replica {replica}, bus {parts.Bus}, {parts.Partitions} partitions");
        foreach (var file in settings.Sites) Console.WriteLine($"Site {file.Site}, version {inForce?.GetValueOrDefault(file.Site, file.Settings.Version)}");
    }

    private static string Of(PersonSettings person) =>
        string.Join(", ", person.Privileges.Select(privilege => privilege.ToString().ToLowerInvariant()));

    private sealed record Demo(string Site, string Person, string Privileges, string Token);
}
