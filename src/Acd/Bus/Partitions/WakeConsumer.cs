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
        witness.See(keeper.Partition, wake.WitnessedEpoch, wake.WitnessedSequence);
        keeper.NoteDelivery();
        keeper.Compare(wake.WitnessedEpoch, wake.WitnessedSequence);
        return Task.CompletedTask;
    }
}
