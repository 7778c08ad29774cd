using System.CommandLine;
using AcdRouter.Contracts;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary><c>acd bus topology</c>.</summary>
internal static class BusTopologyCommand
{
    public static Command Create()
    {
        var bus = ServerOptions.Bus();
        var partitions = new Option<int?>("--partitions")
        {
            Description = $"How many partitions; those of the broker, or {RedisInstallation.DefaultPartitions} where none is named.",
            HelpName = "N",
        };
        partitions.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > RedisInstallation.MaxPartitions) result.AddError($"--partitions: 1 to {RedisInstallation.MaxPartitions}.");
        });
        var json = CommonOptions.Json();
        var command = new Command(
            "topology",
            "Print what the program has on a broker: exchanges, queues, bindings. With --bus, compare it with what the broker has; "
            + "exit code 1 where that differs. The bindings of sites are made by every core at its start.")
        {
            bus, partitions, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asJson = parsed.GetValue(json);
            if (ServerOptions.Find(parsed, bus, RunName.Bus) is not { } given)
            {
                var table = TableOf(parsed.GetValue(partitions) ?? RedisInstallation.DefaultPartitions);
                foreach (var (kind, name, about) in table.Describe()) Write(asJson, kind, name, about);
                return ExitCodes.Done;
            }
            var (address, problem) = BusAddress.Parse(given.Text);
            if (address is null) throw new AcdException($"{given.Said}: {problem}", ExitCodes.Usage);
            var broker = new RabbitAddress(address);
            var count = parsed.GetValue(partitions) ?? await TopologyDeclarer.CountPartitionsAsync(broker, cancellationToken);
            if (count == 0) throw new AcdException($"{broker} has no partitions. Prepare it with: acd init", ExitCodes.Failed);
            var compared = await TopologyReader.CompareAsync(broker, TableOf(count), cancellationToken);
            foreach (var (kind, name, difference) in compared) Write(asJson, kind, name, difference ?? "as it should be");
            return compared.All(each => each.Difference is null) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static BusTopology TableOf(int partitions) => BusTopology.Of(partitions, new Dictionary<SiteId, int>());

    private static void Write(bool asJson, string kind, string name, string about)
    {
        if (asJson) CommonOptions.WriteJson(new { kind, name, about });
        else Console.WriteLine($"{kind,-9} {name,-42} {about}");
    }
}
