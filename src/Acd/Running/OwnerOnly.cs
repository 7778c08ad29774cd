using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AcdRouter.Acd;

/// <summary>The data folder holds personal data and keys: what the program makes there, nobody but its user may read.</summary>
internal static class OwnerOnly
{
    /// <summary>Rights of group and others, which no file made from here on gets.</summary>
    private const uint GroupAndOthers = 0b000_111_111;

    private const UnixFileMode Wider =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes every file and folder that this process creates its user's alone.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(GroupAndOthers);
    }

    /// <summary>A sentence when others may look into a data folder that was there before; null when not. Nothing is changed.</summary>
    public static string? FindProblem(DataFolder data)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(data.Path)) return null;
        return (File.GetUnixFileMode(data.Path) & Wider) == UnixFileMode.None
            ? null
            : $"Warning: other users of this machine can look into {data.Path}, which holds personal data. "
            + $"Forbid it with: chmod -R go= {data.Path}";
    }

    [UnsupportedOSPlatform("windows")]
    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
