using System.Globalization;

namespace AcdRouter.Simulation.Recordings;

/// <summary>Times and dates as the recordings write them.</summary>
internal static class ClockTime
{
    // The recordings are of 1999; two digits below this are of this century.
    private const int CenturyPivot = 70;

    /// <summary>Reads <c>7:02:55</c> as seconds since midnight.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int second)
    {
        second = 0;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ':') != 3) return false;
        if (!Part(text[parts[0]], 23, out var hours) || !Part(text[parts[1]], 59, out var minutes) || !Part(text[parts[2]], 59, out var seconds))
        {
            return false;
        }
        second = (((hours * 60) + minutes) * 60) + seconds;
        return true;
    }

    /// <summary>Reads <c>990201</c>.</summary>
    public static bool TryParseDay(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 6 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var (year, month, date) = (number / 10_000, number / 100 % 100, number % 100);
        year += year < CenturyPivot ? 2000 : 1900;
        if (month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, date);
        return true;
    }

    private static bool Part(ReadOnlySpan<char> text, int highest, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && text.Length <= 2 && value <= highest;
}
