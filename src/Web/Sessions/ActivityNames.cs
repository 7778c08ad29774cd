using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>Activities under their names on the wire.</summary>
internal static class ActivityNames
{
    private static readonly Dictionary<string, Activity> ByName =
        Enum.GetValues<Activity>().ToDictionary(activity => JsonSerializer.SerializeToElement(activity).GetString()!, StringComparer.Ordinal);

    /// <summary>Every name, for messages.</summary>
    public static string All { get; } = string.Join(", ", ByName.Keys);

    public static bool TryParse(string name, out Activity activity) => ByName.TryGetValue(name, out activity);
}
