using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Makes the consumers of a partition's queue: one for each contract, and those that the program's processes need among themselves.</summary>
internal sealed class PartitionConsumers(
    FailedCommands failed, EventPublisher events, LiveReplicas replicas, NewsWitness witness, Replica replica, ILogger<ServiceFilter> logger)
{
    /// <summary>What takes the messages of other services out of a partition's queue.</summary>
    public IFilter<ReceiveContext> DoorOf(PartitionKeeper keeper)
    {
        var edge = new RabbitEdge(keeper.Partition, events);
        var door = new ServiceDoor(BusNames.Partition(keeper.Partition), keeper.UntilGivenBackAsync, edge.TellAsync);
        return new ServiceFilter(new ServiceGateway(keeper, failed), door, logger);
    }

    public IEnumerable<object> For(PartitionKeeper keeper)
    {
        var edge = new RabbitEdge(keeper.Partition, events);
        foreach (var consumer in Of(keeper, edge, failed)) yield return consumer;
        yield return new WakeConsumer(keeper, replicas, witness);
        yield return new PartitionStatusConsumer(keeper, replica);
    }

    /// <summary>One for each command and query.</summary>
    public static IEnumerable<object> Of(IPartition partition, PartitionEdge edge, FailedCommands failed)
    {
        foreach (var type in BusContracts.Commands) yield return Make(typeof(CommandConsumer<>), type, partition, edge, failed);
        foreach (var type in BusContracts.Queries) yield return Make(typeof(QueryConsumer<>), type, partition, edge);
    }

    private static object Make(Type consumer, Type contract, params object[] parts) =>
        Activator.CreateInstance(consumer.MakeGenericType(contract), parts)!;
}
