using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary><c>acd version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("version", "Show the program's version, the journal level it writes, and what it runs on.") { json };
        command.SetAction(parsed =>
        {
            var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            if (parsed.GetValue(json))
            {
                CommonOptions.WriteJson(new { version, journalLevel = KernelLimits.JournalLevel, runtime = RuntimeInformation.FrameworkDescription });
            }
            else
            {
                Console.WriteLine($"acd {version}, journal level {KernelLimits.JournalLevel}, {RuntimeInformation.FrameworkDescription}");
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
