using System.CommandLine;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd journal verify</c> and <c>acd journal export</c>: both look, neither changes anything.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", "Look into the journal of a data folder, also beside a running program; accept a loss on servers.")
    {
        Verify(), Export(), AcceptLossCommand.Create(),
    };

    private static Command Verify()
    {
        var data = CommonOptions.Data();
        var hashAt = new Option<long?>("--hash-at")
        {
            Description = "Replay to this record (0: to the end) and print the hash of the state there; "
                + "the running program shows its own with GET /api/v1/operator/status?hash=true.",
            HelpName = "SEQ",
        };
        hashAt.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0) result.AddError("--hash-at: 0 or more.");
        });
        var json = CommonOptions.Json();
        var command = new Command("verify", "Check every byte. Exit code 4 when acknowledged records are damaged.") { data, hashAt, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = new DataFolder(parsed.GetRequiredValue(data));
            Require(folder);
            using var bar = Bar();
            var report = await JournalVerifier.VerifyAsync(folder.Journal, bar, cancellationToken);
            Processes.PartitionState? state = null;
            if (report.IsSound && parsed.GetValue(hashAt) is { } at)
            {
                state = await StateReplay.RunAsync(folder, at == 0 ? long.MaxValue : at, bar, cancellationToken);
            }
            bar.Dispose();
            if (parsed.GetValue(json)) CommonOptions.WriteJson(new { report, sound = report.IsSound, hashAt = state?.Sequence, hash = state?.Hash() });
            else Write(report, state);
            return report.IsSound ? ExitCodes.Done : ExitCodes.JournalDamaged;
        });
        return command;
    }

    private static Command Export()
    {
        var data = CommonOptions.Data();
        var from = new Option<long>("--from") { Description = "The first record.", DefaultValueFactory = _ => 1, HelpName = "SEQ" };
        var through = new Option<long>("--through")
        {
            Description = "The last record; to the end when left out.",
            DefaultValueFactory = _ => long.MaxValue,
            HelpName = "SEQ",
        };
        var json = CommonOptions.Json();
        var command = new Command("export", "Write records as JSON, one line each, to standard output (with or without --json). Holds personal data.")
        {
            data, from, through, json,
        };
        from.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 1) result.AddError("--from: 1 or more.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var isEmpty = parsed.GetValue(through) < parsed.GetValue(from);
            if (isEmpty) throw new AcdException("--through: not before --from.", ExitCodes.Usage);
            var folder = new DataFolder(parsed.GetRequiredValue(data));
            Require(folder);
            var options = new JournalExportOptions { From = parsed.GetValue(from), Through = parsed.GetValue(through) };
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            var export = await JournalExporter.ExportAsync(folder.Journal, options, output, null, cancellationToken);
            foreach (var gap in export.Gaps) await Console.Error.WriteLineAsync($"{gap.File} at {gap.Offset}: unreadable after record {gap.AfterSequence}.");
            return export.Gaps.Count == 0 ? ExitCodes.Done : ExitCodes.JournalDamaged;
        });
        return command;
    }

    private static void Require(DataFolder folder)
    {
        if (!Directory.Exists(folder.Journal)) throw new AcdException($"There is no journal in {folder.Path}.", ExitCodes.Usage);
    }

    private static ProgressBar<JournalProgress> Bar() =>
        new(progress => (progress.BytesTotal == 0 ? 1 : (double)progress.BytesDone / progress.BytesTotal, Path.GetFileName(progress.File)));

    private static void Write(JournalReport report, Processes.PartitionState? state)
    {
        foreach (var segment in report.Segments)
        {
            var bad = segment.Problem is null ? "" : $": {segment.Problem} at {segment.Offset}";
            var records = $"records {segment.FirstSequence} to {segment.LastSequence}, {segment.Bytes} bytes";
            Console.WriteLine($"{segment.File}: {records}, {CommonOptions.Name(segment.State)}{bad}");
        }
        foreach (var snapshot in report.Snapshots)
        {
            Console.WriteLine($"{snapshot.File}: snapshot at record {snapshot.Sequence}, {(snapshot.IsSound ? "ok" : "damaged")}");
        }
        if (report.Problem is not null) Console.WriteLine(report.Problem);
        if (state is not null) Console.WriteLine($"hash at record {state.Sequence}: {state.Hash()}");
        Console.WriteLine(report.IsSound ? $"Sound: {report.Records} records, the last is {report.LastSequence}." : "Damaged: restore the folder from a copy.");
    }
}
