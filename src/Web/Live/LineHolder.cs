namespace AcdRouter.Web;

/// <summary>
/// Names this process as the one that holds the lines of its streams, where it may outlive the engine or the engine it. Registered by a
/// composition in which the two are apart; without it lines end with the engine.
/// </summary>
/// <param name="Id">New at each start of the process.</param>
public sealed record LineHolder(Guid Id);
