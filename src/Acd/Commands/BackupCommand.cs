using System.CommandLine;
using System.Reflection;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd backup</c> and <c>acd restore</c>.</summary>
internal static class BackupCommand
{
    public static Command CreateBackup()
    {
        var file = new Option<string>("--out") { Description = "The file to make; there must be none of that name.", Required = true, HelpName = "FILE" };
        var keys = new Option<bool>("--keys") { Description = "With the keys that seal tokens. Whoever has them can make tokens for anybody." };
        var places = new StorePlaces();
        var json = CommonOptions.Json();
        var command = new Command(
            "backup",
            "Save an installation into one file: journals, snapshots, history, the table of sites. On servers while it runs; a data folder while no program "
            + "runs on it. The file holds personal data and only its owner can read it.")
        {
            file, keys, json,
        };
        places.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            OwnerOnly.Begin();
            var servers = places.FindServers(parsed);
            await using IInstallationStores stores = servers is null
                ? await FileStores.OpenAsync(places.Folder(parsed), cancellationToken)
                : await ServerStores.OpenAsync(servers, cancellationToken);
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            BackupCounts counts;
            using (var bar = new ProgressBar<(double, string)>(done => done))
            {
                counts = await Saving.RunAsync(stores, Begin(stores), parsed.GetValue(keys), path, bar, cancellationToken);
            }
            if (parsed.GetValue(json)) CommonOptions.WriteJson(new { file = path, bytes = new FileInfo(path).Length, counts });
            else Console.WriteLine($"{path}: {Describe(counts)}, {new FileInfo(path).Length} bytes.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = "Made by acd backup." };
        var replicas = new Option<int?>("--replicas") { Description = "Replicas of Redis to wait for, when other than at the backup.", HelpName = "N" };
        var places = new StorePlaces();
        var json = CommonOptions.Json();
        var command = new Command(
            "restore",
            "Bring an installation back from a file into an empty data folder, or an empty Redis and its PostgreSQL and RabbitMQ, while no process of it runs. "
            + "The whole file is checked before anything is written. Customers removed since the backup have to be removed again.")
        {
            file, replicas, json,
        };
        places.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            OwnerOnly.Begin();
            var path = parsed.GetRequiredValue(file);
            var servers = places.FindServers(parsed);
            using var bar = new ProgressBar<double>(share => (share, "restoring"));
            using var checking = new ProgressBar<double>(share => (share, "checking"));
            var (begin, end) = await Restoring.CheckAsync(path, checking, cancellationToken);
            checking.Dispose();
            await using IRestoreTarget target = servers is null
                ? await FileStores.BeginAsync(places.Folder(parsed), begin, cancellationToken)
                : await ServerStores.BeginAsync(servers, begin, parsed.GetValue(replicas), cancellationToken);
            await using (var restoring = new Restoring(target, begin)) await restoring.RunAsync(path, bar, cancellationToken);
            bar.Dispose();
            if (parsed.GetValue(json)) CommonOptions.WriteJson(new { file = path, savedAt = begin.At, counts = end.Counts });
            else Console.WriteLine($"Restored as it was at {begin.At:u}: {Describe(end.Counts)}.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The first line of a backup of these stores.</summary>
    public static BackupBegin Begin(IInstallationStores stores)
    {
        var version = typeof(BackupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var now = TimeProvider.System.GetUtcNow();
        return stores is ServerStores { Installation: var made }
            ? new BackupBegin(BackupBegin.CurrentFormat, version, made.Id, made.Partitions, made.Hash, made.Replicas, now)
            : new BackupBegin(BackupBegin.CurrentFormat, version, null, 1, SiteHash.Name, 0, now);
    }

    private static string Describe(BackupCounts counts) =>
        $"{counts.Sites} sites in {counts.Partitions} partitions, {counts.Records} records, {counts.History} of the history, {counts.Keys} keys";
}
