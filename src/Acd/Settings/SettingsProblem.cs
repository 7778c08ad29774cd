using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>Something wrong in a settings file.</summary>
/// <param name="File">The file as the operator named it.</param>
/// <param name="Line">From 1; 0 when no single line is at fault.</param>
/// <param name="Path">Such as <c>queues[1].shutdownThreshold</c>; empty for the whole file.</param>
/// <param name="Message">The value, and what is allowed.</param>
internal sealed record SettingsProblem(string File, int Line, string Path, string Message)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
        return Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Path}: {Message}";
    }
}
