using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>The engine's own rules for settings, asked before the engine is.</summary>
internal static class SettingsRules
{
    public static IEnumerable<(string Path, string Message)> Check(SiteSettings settings)
    {
        _ = settings;
        return [];
    }
}
