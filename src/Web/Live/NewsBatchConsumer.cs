using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Web;

/// <summary>Takes what partitions tell from the broker to the hub. News that this build does not know is passed over.</summary>
public sealed class NewsBatchConsumer(LiveHub hub, NewsWitness witness) : IConsumer<NewsBatch>
{
    private static readonly FrozenDictionary<string, Type> ByEntity =
        (from type in typeof(INews).Assembly.GetExportedTypes()
         where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(INews))
         let entity = type.GetCustomAttribute<EntityAttribute>()
         where entity is not null
         select (entity.Name, type)).ToFrozenDictionary(each => each.Name, each => each.type, StringComparer.Ordinal);

    public Task Consume(ConsumeContext<NewsBatch> context)
    {
        var batch = context.Message;
        // The owner told something in between that never came here: this process's queue had run over. Or what was shown is lost.
        var known = witness.Of(batch.Partition);
        if (known.Epoch != 0 && (batch.After > known.Sequence || batch.Losses > known.Losses)) hub.CatchUp();
        witness.See(batch.Partition, new WitnessedHead(batch.Losses, batch.Epoch, batch.Sequence));
        foreach (var item in batch.Items)
        {
            if (ByEntity.TryGetValue(item.Entity, out var type) && item.Payload.Deserialize(type, ContractsJson.Options) is INews news) hub.Tell(news);
        }
        return Task.CompletedTask;
    }
}
