using AcdRouter.Contracts;
using AcdRouter.Router;

namespace AcdRouter.Acd;

/// <summary>The engine's own rules for settings, asked before the engine is.</summary>
internal static class SettingsRules
{
    public static IEnumerable<(string Path, string Message)> Check(SiteSettings settings) =>
        SiteSettingsRules.Check(settings).Select(breach => (breach.Path, $"{ValueAt(settings, breach.Path)}expected {breach.Message}."));

    /// <summary>The value as the file has it, for the message; empty where the path names no single value.</summary>
    private static string ValueAt(SiteSettings settings, string path)
    {
        var at = System.Text.Json.JsonSerializer.SerializeToNode(settings, System.Text.Json.JsonSerializerOptions.Web);
        foreach (var step in path.Split('.', '['))
        {
            at = step.EndsWith(']')
                ? (at as System.Text.Json.Nodes.JsonArray)?.ElementAtOrDefault(int.Parse(step[..^1], System.Globalization.CultureInfo.InvariantCulture))
                : (at as System.Text.Json.Nodes.JsonObject)?[step];
        }
        return at is System.Text.Json.Nodes.JsonValue value ? $"{value.ToJsonString()} is not allowed; " : "";
    }
}
