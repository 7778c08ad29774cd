using System.Text.RegularExpressions;

namespace AcdRouter.Acd;

/// <summary>Keeps passwords out of what is printed.</summary>
internal static partial class Secrets
{
    /// <summary>Stands where a password stood.</summary>
    public const string Hidden = "***";

    /// <summary>The text with everything hidden that stands between a scheme and an @ and may be a password.</summary>
    public static string Redact(string text) => Account().Replace(text, $"$1{Hidden}@");

    // Up to the last @: a password that was not written with percent signs may hold one, or a slash.
    [GeneratedRegex(@"(^|://)\S*@")]
    private static partial Regex Account();
}
