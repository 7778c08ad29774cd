using System.CommandLine;
using System.CommandLine.Invocation;

namespace AcdRouter.Acd;

/// <summary>The command line.</summary>
internal static class AcdCommands
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "AcdRouter: support sessions, handed over and routed. Exit codes: 0 done, 1 the answer is no, 2 wrong usage or settings, "
            + "3 data folder in use, 4 journal damaged, 5 address taken, 6 the engine stopped by itself, "
            + "7 a start or stop was cut short, mostly because the journal was away, 8 stored history was lost.")
        {
            RunCommand.Create(),
            InitCommand.Create(),
            ConfigCommand.Create(),
            TokenCommand.Create(),
            ExplainCommand.Create(),
            JournalCommand.Create(),
            BackupCommand.CreateBackup(),
            BackupCommand.CreateRestore(),
            BusCommand.Create(),
            ReplayCommand.Create(),
            SimulateCommand.Create(),
            ChaosCommand.Create(),
            BenchCommand.Create(),
            VersionCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Try: acd --help");
            return ExitCodes.Usage;
        }
        try
        {
            // The host answers signals itself; the parser must not cut its stop short.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception failed) when (Mistakes.Explain(failed) is { } explained)
        {
            await Console.Error.WriteLineAsync(explained.Message);
            return explained.ExitCode;
        }
    }
}
