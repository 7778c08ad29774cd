using System.CommandLine;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd init</c>.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var bus = ServerOptions.Bus();
        var journal = ServerOptions.Journal();
        var history = ServerOptions.History();
        var partitions = new Option<int?>("--partitions")
        {
            Description = $"How many partitions sites are spread over; 1 to {RedisInstallation.MaxPartitions}, {RedisInstallation.DefaultPartitions} when not given. Permanent.",
            HelpName = "N",
        };
        var replicas = new Option<int?>("--replicas")
        {
            Description = $"Replicas of Redis that must have what is answered; 0 to {RedisStoreOptions.MaxReplicas}, 0 when not given. Can be changed by the same command.",
            HelpName = "N",
        };
        var acceptLoss = new Option<bool>("--accept-loss")
        {
            Description = "Also on a server that was prepared and is empty now: what it held is lost.",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "init",
            "Prepare three servers for an installation: its id on each, the tables of PostgreSQL, the exchanges and queues of RabbitMQ. "
            + "Done again, it brings an installation up to this program and changes nothing else. Servers of another installation are refused.")
        {
            bus, journal, history, partitions, replicas, acceptLoss, json,
        };
        partitions.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > RedisInstallation.MaxPartitions) result.AddError($"--partitions: 1 to {RedisInstallation.MaxPartitions}.");
        });
        replicas.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > RedisStoreOptions.MaxReplicas) result.AddError($"--replicas: 0 to {RedisStoreOptions.MaxReplicas}.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var servers = ServerOptions.RequireServers(parsed, bus, journal, history);
            var prepared = await Preparation.RunAsync(servers, parsed.GetValue(partitions), parsed.GetValue(replicas), parsed.GetValue(acceptLoss), cancellationToken);
            if (parsed.GetValue(json))
            {
                CommonOptions.WriteJson(new { installation = prepared.Id, prepared.Partitions, prepared.Replicas });
            }
            else
            {
                Console.WriteLine($"Installation {prepared.Id}: {prepared.Partitions} partitions, {prepared.Replicas} replicas to wait for.");
            }
            return ExitCodes.Done;
        });
        return command;
    }
}
