using System.Globalization;

namespace AcdRouter.Journals;

/// <summary>A segment's file is named by the sequence of the first record that it holds or would hold.</summary>
internal static class SegmentName
{
    public const string Suffix = ".segment";

    /// <summary>Digits of a sequence in a file's name: every positive 64-bit number, so that names sort as sequences do.</summary>
    private const int Digits = 19;

    public static string Of(string folder, long first) => Numbered(folder, first, Suffix);

    /// <summary>A folder's segments in order.</summary>
    public static List<SegmentFile> List(string folder) =>
        [.. ListNumbered(folder, Suffix).Select(file => new SegmentFile(file.Number, file.Path))];

    public static string Numbered(string folder, long number, string suffix) =>
        Path.Combine(folder, number.ToString("D" + Digits, CultureInfo.InvariantCulture) + suffix);

    /// <summary>Files named by a number and this suffix, in the numbers' order. Others are none of ours and left alone.</summary>
    public static List<(long Number, string Path)> ListNumbered(string folder, string suffix)
    {
        if (!Directory.Exists(folder)) return [];
        var found = new List<(long Number, string Path)>();
        foreach (var path in Directory.GetFiles(folder, "*" + suffix))
        {
            var name = Path.GetFileName(path.AsSpan())[..^suffix.Length];
            if (name.Length == Digits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                found.Add((number, path));
            }
        }
        found.Sort();
        return found;
    }
}

/// <summary>A segment.</summary>
/// <param name="First">The sequence of its first record.</param>
/// <param name="Path">Its file.</param>
internal readonly record struct SegmentFile(long First, string Path);
