namespace AcdRouter.Acd;

/// <summary>Names that other services build on beside those of <see cref="BusNames"/>; frozen.</summary>
internal static class ServiceNames
{
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
