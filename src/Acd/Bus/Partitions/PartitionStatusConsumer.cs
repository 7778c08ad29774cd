using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Answers how a partition is, by whoever owns it.</summary>
internal sealed class PartitionStatusConsumer(PartitionKeeper keeper, Replica replica) : IConsumer<ShowPartition>
{
    public async Task Consume(ConsumeContext<ShowPartition> context)
    {
        keeper.NoteDelivery();
        var status = keeper.Status;
        string? hash = null;
        if (context.Message.Hash)
        {
            try
            {
                var hashed = await keeper.HashAsync(context.CancellationToken);
                (status, hash) = (keeper.Status with { Sequence = hashed.Sequence }, hashed.Hash);
            }
            catch (PartitionUnavailableException)
            {
                status = keeper.Status;
            }
        }
        await context.RespondAsync(PartitionStates.ViewOf(keeper.Partition, status, replica.Id, hash));
    }
}
