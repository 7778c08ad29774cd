using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Every event of the router under its permanent name.</summary>
internal static class RoutingEvents
{
    public static EventCatalog Catalog { get; } = EventCatalog.Create()
        .Add("router.agent-ordinal-seen.v1", RoutingJson.Default.AgentOrdinalSeen)
        .Add("router.agent-signed-in.v1", RoutingJson.Default.AgentSignedIn)
        .Add("router.agent-began-signing-out.v1", RoutingJson.Default.AgentBeganSigningOut)
        .Add("router.agent-signed-out.v1", RoutingJson.Default.AgentSignedOut)
        .Add("router.agent-availability-set.v1", RoutingJson.Default.AgentAvailabilitySet)
        .Add("router.agent-connection-opened.v1", RoutingJson.Default.AgentConnectionOpened)
        .Add("router.agent-connection-lost.v1", RoutingJson.Default.AgentConnectionLost)
        .Add("router.inbox-lines-broken.v1", RoutingJson.Default.InboxLinesBroken)
        .Add("router.agent-given-up.v1", RoutingJson.Default.AgentGivenUp)
        .Add("router.agent-status-told.v1", RoutingJson.Default.AgentStatusTold)
        .Add("router.slot-occupied.v1", RoutingJson.Default.SlotOccupied)
        .Add("router.slot-released.v1", RoutingJson.Default.SlotReleased)
        .Add("router.slot-moved.v1", RoutingJson.Default.SlotMoved)
        .Add("router.wrap-up-extended.v1", RoutingJson.Default.WrapUpExtended)
        .Add("router.wrap-up-ended.v1", RoutingJson.Default.WrapUpEnded)
        .Add("router.settings-adopted.v1", RoutingJson.Default.SettingsAdopted)
        .Add("router.request-accepted.v1", RoutingJson.Default.RequestAccepted)
        .Add("router.request-passed-over.v1", RoutingJson.Default.RequestPassedOver)
        .Add("router.request-moved.v1", RoutingJson.Default.RequestMovedOn)
        .Add("router.request-left-stranded.v1", RoutingJson.Default.RequestLeftStranded)
        .Add("router.request-hold-changed.v1", RoutingJson.Default.RequestHoldChanged)
        .Add("router.exclusions-lifted.v1", RoutingJson.Default.ExclusionsLifted)
        .Add("router.request-closed.v1", RoutingJson.Default.RequestClosed)
        .Add("router.offers-opened.v1", RoutingJson.Default.OffersOpened)
        .Add("router.offers-closed.v1", RoutingJson.Default.OffersClosed)
        .Add("router.request-taken.v1", RoutingJson.Default.RequestTaken)
        .Add("router.assignment-joined.v1", RoutingJson.Default.AssignmentJoined)
        .Add("router.assignment-returned.v1", RoutingJson.Default.AssignmentReturned)
        .Add("router.assignment-moved.v1", RoutingJson.Default.AssignmentMoved)
        .Build();
}
