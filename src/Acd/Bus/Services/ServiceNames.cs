namespace AcdRouter.Acd;

/// <summary>Names on the broker that other services build on; frozen.</summary>
internal static class ServiceNames
{
    /// <summary>Where other services publish commands and queries; the routing key is the site.</summary>
    public const string Exchange = "acd-services";

    /// <summary>Where they listen; the routing key is <c>site.entity</c>.</summary>
    public const string Events = "acd-events";

    /// <summary>What the names of a service's own queues begin with; its user's name and a dot follow.</summary>
    public const string QueuePrefix = "acd-service.";

    /// <summary>The media type of every message from and to other services.</summary>
    public const string ContentType = "application/json";

    /// <summary>
    /// The sender of a message that was parked and is put back by the operator: the broker vouches for the operator then, no longer for
    /// the sender. Heeded only on messages that did not come from other services.
    /// </summary>
    public const string UserHeader = "acd-user";

    /// <summary>The site that a parked message was sent to.</summary>
    public const string SiteHeader = "acd-site";
}
