using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>The router's deadlines. The numbers are permanent: they stand in journals and snapshots.</summary>
internal static class RoutingDeadlines
{
    public const int OfferExpiryKind = 1;
    public const int JoinKind = 2;
    public const int ConnectionGraceKind = 3;
    public const int SignOutKind = 4;
    public const int WrapUpKind = 5;
    public const int DeclinedKind = 6;
    public const int GiverKind = 7;

    /// <summary>An offer to one agent lapses.</summary>
    public static DeadlineKey OfferExpiry(RequestId request, PersonId agent) => new(OfferExpiryKind, request.Value, agent.Value);

    /// <summary>The assigned agent's session page has to have joined.</summary>
    public static DeadlineKey Join(RequestId request) => new(JoinKind, request.Value, string.Empty);

    /// <summary>An inbox page is given up.</summary>
    public static DeadlineKey ConnectionGrace(PersonId agent) => new(ConnectionGraceKind, Guid.Empty, agent.Value);

    /// <summary>An agent without an inbox page is signed out.</summary>
    public static DeadlineKey SignOut(PersonId agent) => new(SignOutKind, Guid.Empty, agent.Value);

    /// <summary>A wrap-up ends.</summary>
    public static DeadlineKey WrapUp(RequestId request, PersonId agent) => new(WrapUpKind, request.Value, agent.Value);

    /// <summary>The first declining of a request no longer counts.</summary>
    public static DeadlineKey Declined(RequestId request) => new(DeclinedKind, request.Value, string.Empty);

    /// <summary>A request may be offered to its giver again.</summary>
    public static DeadlineKey Giver(RequestId request) => new(GiverKind, request.Value, string.Empty);

    /// <summary>Deadlines about presence and offers: they move on when nobody was there to meet them.</summary>
    public static bool MovesOnWithGap(DeadlineKey key) => key.Kind is OfferExpiryKind or JoinKind or ConnectionGraceKind or SignOutKind;
}
