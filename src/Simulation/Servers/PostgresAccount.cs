namespace AcdRouter.Simulation.Servers;

/// <summary>PostgreSQL refuses to run as root: then its own account, which its package makes, runs it.</summary>
internal static class PostgresAccount
{
    private const string Account = "postgres";

    private const UnixFileMode Passable = UnixFileMode.OtherExecute | UnixFileMode.GroupExecute;

    /// <summary>Gives the folder to the account, and lets it pass through the folders above.</summary>
    public static void Take(string folder)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        using var chown = Tool.Launch("chown", [Account, folder], null);
        chown.WaitForExit();
        if (chown.ExitCode != 0) throw new ServerFailedException($"{folder} cannot be given to the account {Account}: is PostgreSQL installed?");
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) above.UnixFileMode |= Passable;
        }
    }

    public static Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (name, all) = As(program, arguments);
        return Tool.RunAsync(name, all, cancellationToken);
    }

    public static ServerProcess Start(string program, IEnumerable<string> arguments)
    {
        var (name, all) = As(program, arguments);
        return ServerProcess.Start(name, all);
    }

    // setpriv replaces itself, so the process id is the server's.
    private static (string Program, IEnumerable<string> Arguments) As(string program, IEnumerable<string> arguments) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", "--", PostgresPrograms.Find(program), .. arguments])
            : (PostgresPrograms.Find(program), arguments);
}
