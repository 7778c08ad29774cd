using System.Globalization;

namespace AcdRouter.Simulation.Replaying;

/// <summary>How long customers of high priority count as having waited already.</summary>
/// <param name="HeadStartSeconds">0 for plain first come, first served; up to 86,400.</param>
public sealed record ReplayRule(int HeadStartSeconds)
{
    private const string HeadStart = "head-start:";

    // The longest head start that a site's settings allow.
    private const int Longest = 86_400;

    /// <summary>Nobody has a head start.</summary>
    public static ReplayRule FirstCome { get; } = new(0);

    /// <summary>Reads <c>first-come</c> or <c>head-start:N</c>, N from 1 to 86,400 seconds.</summary>
    public static bool TryParse(string text, out ReplayRule rule)
    {
        rule = FirstCome;
        if (text == "first-come") return true;
        if (!text.StartsWith(HeadStart, StringComparison.Ordinal)) return false;
        if (!int.TryParse(text.AsSpan(HeadStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (seconds is < 1 or > Longest) return false;
        rule = new ReplayRule(seconds);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        HeadStartSeconds == 0 ? "first-come" : string.Create(CultureInfo.InvariantCulture, $"{HeadStart}{HeadStartSeconds}");
}
