namespace AcdRouter.Simulation.Load;

/// <summary>An offer as an agent's inbox showed it first.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Request">The request.</param>
/// <param name="Offer">The offer's number within the request.</param>
/// <param name="At">When it was seen.</param>
public sealed record OfferSeen(string Agent, Guid Request, int Offer, DateTimeOffset At);
