using System.Globalization;
using System.Runtime.InteropServices;

namespace AcdRouter.Simulation.Servers;

/// <summary>Signals to a server and everything it has started. Linux only, as the servers' own programs are.</summary>
internal static class Signals
{
    private const int QuitNow = 3;
    private const int Kill = 9;
    private const int End = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>SIGQUIT: an immediate but orderly end.</summary>
    public static void Quit(int process) => _ = Send(process, QuitNow);

    /// <summary>SIGTERM: it finishes what it has and ends.</summary>
    public static void Terminate(int process) => _ = Send(process, End);

    /// <summary>kill -9: no last word, no flush.</summary>
    public static void KillTree(int root) => SendTree(root, Kill);

    /// <summary>Everything stands still; connections stay open and unanswered, as with a machine that hangs.</summary>
    public static void FreezeTree(int root) => SendTree(root, Stop);

    /// <summary>Goes on after <see cref="FreezeTree"/>.</summary>
    public static void ThawTree(int root) => SendTree(root, Continue);

    // The root first: it can start no further child while its children are looked for.
    private static void SendTree(int root, int signal)
    {
        var below = Descendants(root);
        _ = Send(root, signal);
        foreach (var process in below.Union(Descendants(root))) _ = Send(process, signal);
    }

    private static List<int> Descendants(int root)
    {
        var parents = Parents();
        var found = new List<int> { root };
        for (var at = 0; at < found.Count; at++) found.AddRange(parents.Where(each => each.Parent == found[at]).Select(each => each.Process));
        return found[1..];
    }

    private static List<(int Process, int Parent)> Parents()
    {
        var all = new List<(int, int)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)) continue;
            if (ParentOf(folder) is { } parent) all.Add((process, parent));
        }
        return all;
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // "pid (name) state parent …"; the name may hold anything, also brackets and spaces.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
