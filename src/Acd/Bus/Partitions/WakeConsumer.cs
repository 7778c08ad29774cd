using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Hears Wakes on a partition's queue.</summary>
internal sealed class WakeConsumer(PartitionKeeper keeper, LiveReplicas replicas, NewsWitness witness) : IConsumer<Wake>
{
    public Task Consume(ConsumeContext<Wake> context)
    {
        var wake = context.Message;
        replicas.Hear(keeper.Partition, wake);
        var seen = new WitnessedHead(wake.WitnessedLosses, wake.WitnessedEpoch, wake.WitnessedSequence);
        witness.See(keeper.Partition, seen);
        keeper.NoteDelivery();
        keeper.Compare(seen);
        return Task.CompletedTask;
    }
}
