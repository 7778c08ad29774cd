namespace AcdRouter.Web;

/// <summary>The end of a partition's history as somebody has seen proof of it.</summary>
/// <param name="Losses">How many losses of that history had been accepted by then: what was seen under fewer no longer counts.</param>
/// <param name="Epoch">The epoch; 0 where nothing was seen.</param>
/// <param name="Sequence">The last record.</param>
public readonly record struct WitnessedHead(long Losses, long Epoch, long Sequence);
