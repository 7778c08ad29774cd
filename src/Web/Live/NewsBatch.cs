using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>News of one partition for the web's processes, as it was handed over at once.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Epoch">The epoch of the run that tells it.</param>
/// <param name="After">The record that this run has told through before; 0 at its first.</param>
/// <param name="Sequence">The last record of these.</param>
/// <param name="Items">The news, in order.</param>
/// <param name="Losses">How many losses of the partition's history have been accepted.</param>
[Entity("news-batch")]
public sealed record NewsBatch(int Partition, long Epoch, long After, long Sequence, ValueList<NewsItem> Items, long Losses = 0);

/// <summary>One news.</summary>
/// <param name="Id">Kept when it is told again.</param>
/// <param name="Entity">The contract's name.</param>
/// <param name="Payload">The contract.</param>
public sealed record NewsItem(Guid Id, string Entity, JsonElement Payload);
