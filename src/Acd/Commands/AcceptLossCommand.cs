using System.CommandLine;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd journal accept-loss</c>.</summary>
internal static class AcceptLossCommand
{
    public static Command Create()
    {
        var partition = new Option<int>("--partition") { Description = "The partition that was halted.", Required = true, HelpName = "N" };
        var journal = ServerOptions.Journal();
        var json = CommonOptions.Json();
        var command = new Command(
            "accept-loss",
            "Let a partition go on that was halted because records that had been answered are missing from Redis. They are lost for good: first look "
            + "whether another replica, or a backup, still has them. Exit code 1 when the partition is not halted.")
        {
            partition, journal, json,
        };
        partition.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or >= RedisInstallation.MaxPartitions) result.AddError("--partition: from 0.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = ServerOptions.Find(parsed, journal, RunName.Journal)
                ?? throw new AcdException($"Name the Redis: {RunName.Journal.Flag} or {RunName.Journal.Variable}.", ExitCodes.Usage);
            if (!RedisAddress.TryParse(given.Text, out var address, out var problem)) throw new AcdException($"{given.Said}: {problem}", ExitCodes.Usage);
            await using var store = await RedisStore.ConnectAsync(new RedisStoreOptions { Address = address }, cancellationToken);
            var number = parsed.GetValue(partition);
            var installation = store.Installation ?? throw new AcdException($"{store.Address} is empty: there is no journal.", ExitCodes.Failed);
            if (number >= installation.Partitions) throw new AcdException($"--partition: 0 to {installation.Partitions - 1}.", ExitCodes.Usage);
            var reason = await store.ReadHaltAsync(number, cancellationToken)
                ?? throw new AcdException($"Partition {number} is not halted; nothing was changed.", ExitCodes.Failed);
            await using var halted = store.OpenJournal(number);
            var head = await halted.ReadHeadAsync(cancellationToken);
            await store.AcceptLossAsync(number, cancellationToken);
            if (parsed.GetValue(json)) CommonOptions.WriteJson(new { partition = number, reason, head.Epoch, head.Sequence });
            else
            {
                Console.WriteLine($"Partition {number} goes on from record {head.Sequence}. It was halted because: {reason}");
                Console.WriteLine("Running cores take it up within 15 s. Start those again that ended with exit code 8.");
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
