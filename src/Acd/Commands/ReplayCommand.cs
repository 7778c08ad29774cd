using System.CommandLine;
using System.Globalization;
using AcdRouter.Processes;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Acd;

/// <summary><c>acd replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Recorded calls, tab-separated, plain or gzip; docs/replay.md describes the columns." };
        var rule = new Option<string>("--rule")
        {
            Description = "first-come, or head-start:N for N seconds of head start for high priority.",
            DefaultValueFactory = _ => "first-come",
            HelpName = "RULE",
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Draws what the record does not show: the same seed, the same report.",
            DefaultValueFactory = _ => 1UL,
            HelpName = "N",
        };
        var speed = new Option<double?>("--speed")
        {
            Description = "How many times faster than recorded, 0.001 to 1000000; as fast as it goes when left out.",
            HelpName = "N",
        };
        var agents = new Option<string?>("--agents")
        {
            Description = "Who worked when, comma-separated; read off the calls when left out.",
            HelpName = "FILE",
        };
        var skills = new Option<string?>("--skills")
        {
            Description = "Who took which types, comma-separated; goes with --agents.",
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command("replay", "Send a recorded month through the engine in virtual time and set the outcome beside the record.")
        {
            file, rule, seed, speed, agents, skills, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!ReplayRule.TryParse(parsed.GetRequiredValue(rule), out var how))
            {
                throw new AcdException("--rule: first-come, or head-start:N with N from 1 to 86400.", ExitCodes.Usage);
            }
            if (parsed.GetValue(speed) is not (null or (>= ReplayOptions.MinSpeed and <= ReplayOptions.MaxSpeed)))
            {
                throw new AcdException("--speed: 0.001 to 1000000.", ExitCodes.Usage);
            }
            var days = parsed.GetValue(agents);
            var types = parsed.GetValue(skills);
            if (days is null != types is null) throw new AcdException("--agents and --skills go together.", ExitCodes.Usage);
            var month = Read(() => RecordedMonth.Read(parsed.GetRequiredValue(file)));
            RequireRequests(month);
            var options = new ReplayOptions
            {
                Rule = how,
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                Staff = days is null ? null : Read(() => StaffPlan.Read(new AgentFiles(days, types!), month)),
                Engine = () => new KernelReplayEngine(SiteProcesses.Create),
            };
            await RunAsync(month, options, parsed.GetValue(json), cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void RequireRequests(RecordedMonth month)
    {
        if (month.Requests.Count > 0) return;
        var first = month.Malformed.First is [var row, ..]
            ? $" {month.Malformed.Count} rows cannot be read; line {row.Line}: {row.Reason}"
            : "";
        throw new AcdException($"{month.File} holds no request to replay.{first} docs/replay.md describes the format.", ExitCodes.Usage);
    }

    private static async Task RunAsync(RecordedMonth month, ReplayOptions options, bool json, CancellationToken cancellationToken)
    {
        try
        {
            using var bar = new ProgressBar<ReplayProgress>(progress =>
                (progress.Of == 0 ? 1 : (double)progress.Requests / progress.Of, progress.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            var report = await Replay.RunAsync(month, options, bar, cancellationToken);
            bar.Dispose();
            if (json)
            {
                await using var output = Console.OpenStandardOutput();
                ReplayReportJson.Write(report, output);
            }
            else
            {
                ReplayReportTable.Write(report, Console.Out);
            }
        }
        catch (ReplayFailedException failed)
        {
            throw new AcdException(failed.Message, ExitCodes.Failed);
        }
        catch (InvariantBrokenException broken)
        {
            throw new AcdException($"An invariant is broken: {broken.Message}", ExitCodes.Failed);
        }
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new AcdException(failed.Message, ExitCodes.Usage);
        }
    }
}
