using System.CommandLine;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd bus redrive</c>.</summary>
internal static class BusRedriveCommand
{
    public static Command Create()
    {
        var bus = ServerOptions.Bus();
        var partition = new Option<int?>("--partition") { Description = "One partition; all of them, and unknown sites, when not given.", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count the messages and say why they are there." };
        var json = CommonOptions.Json();
        var command = new Command(
            "redrive",
            "Put messages that could not be handled back into their queues, after what was wrong is corrected. A command that was answered "
            + "before gets the same answer and has no further effect.")
        {
            bus, partition, dryRun, json,
        };
        partition.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or >= RedisInstallation.MaxPartitions) result.AddError($"--partition: 0 to {RedisInstallation.MaxPartitions - 1}.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = ServerOptions.Find(parsed, bus, RunName.Bus)
                ?? throw new AcdException("Name the broker with --bus or ACD_BUS.", ExitCodes.Usage);
            var (address, problem) = BusAddress.Parse(given.Text);
            if (address is null) throw new AcdException($"{given.Said}: {problem}", ExitCodes.Usage);
            var broker = new RabbitAddress(address);
            var onlyLook = parsed.GetValue(dryRun);
            var count = await TopologyDeclarer.CountPartitionsAsync(broker, cancellationToken);
            if (count == 0) throw new AcdException($"{broker} has no partitions. Prepare it with: acd init", ExitCodes.Failed);
            var one = parsed.GetValue(partition);
            if (one >= count) throw new AcdException($"--partition: {broker} has partitions 0 to {count - 1}.", ExitCodes.Usage);
            IEnumerable<string> queues = one is { } only ? [BusNames.Partition(only)] : [.. Enumerable.Range(0, count).Select(BusNames.Partition), BusNames.UnknownSite];
            var total = 0;
            foreach (var queue in queues)
            {
                var reasons = await ErrorQueues.RedriveAsync(broker, queue, onlyLook, cancellationToken);
                foreach (var (reason, messages) in reasons)
                {
                    total += messages;
                    if (parsed.GetValue(json)) CommonOptions.WriteJson(new { queue, messages, reason, redriven = !onlyLook });
                    else Console.WriteLine($"{queue,-20} {messages,6}  {reason}");
                }
            }
            if (!parsed.GetValue(json)) Console.WriteLine($"{total} messages {(onlyLook ? "are in error queues." : "were put back.")}");
            return ExitCodes.Done;
        });
        return command;
    }
}
