using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>
/// What the queues know of an agent: their indexes hold the agent under this, and are brought up to date when it changes.
/// </summary>
/// <param name="SignedIn">Signed in, not signing out, with the privilege.</param>
/// <param name="Available">Signed in and available.</param>
/// <param name="Free">Slots left: capacity less sessions, exclusive offers and wrap-ups.</param>
/// <param name="OfferFree">
/// Slots left for exclusive offers: less, too, what open offers of addressed work and broadcast offers that this agent alone holds
/// would take. Otherwise a queue's request would push out, again and again, work that nobody else is offered.
/// </param>
/// <param name="Load">Sessions and exclusive offers: the sessions the agent has or is about to have.</param>
/// <param name="IdleSince">When work last ended, or sign-in.</param>
/// <param name="Room">Another broadcast offer fits the inbox.</param>
internal readonly record struct Standing(
    bool SignedIn, bool Available, int Free, int OfferFree, int Load, Instant IdleSince, bool Room);
