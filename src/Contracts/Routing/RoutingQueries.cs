namespace AcdRouter.Contracts;

/// <summary>An agent's inbox. Answered with <see cref="InboxView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Agent">The agent.</param>
[Entity("show-inbox")]
public sealed record ShowInbox(SiteId Site, PersonId Agent) : IQuery;

/// <summary>Every queue with its figures. Answered with <see cref="QueueListView"/>.</summary>
/// <param name="Site">The site.</param>
[Entity("show-queues")]
public sealed record ShowQueues(SiteId Site) : IQuery;

/// <summary>One queue with its figures and waiting requests in order. Answered with <see cref="QueueView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Limit">How many waiting requests to list; 1 to 1000.</param>
[Entity("show-queue")]
public sealed record ShowQueue(SiteId Site, QueueId Queue, int Limit) : IQuery;

/// <summary>Every agent with state, load and figures. Answered with <see cref="AgentListView"/>.</summary>
/// <param name="Site">The site.</param>
[Entity("show-agents")]
public sealed record ShowAgents(SiteId Site) : IQuery;

/// <summary>A live request. Answered with <see cref="RequestView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
[Entity("show-request")]
public sealed record ShowRequest(SiteId Site, RequestId Request) : IQuery;

/// <summary>Every decision about a live request, in order. Answered with <see cref="ExplanationView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
[Entity("explain-request")]
public sealed record ExplainRequest(SiteId Site, RequestId Request) : IQuery;

/// <summary>Where a waiting request stands. Answered with <see cref="PositionView"/>; costs the logarithm of the queue.</summary>
/// <param name="Site">The site.</param>
/// <param name="Request">The request.</param>
[Entity("show-position")]
public sealed record ShowPosition(SiteId Site, RequestId Request) : IQuery;

/// <summary>The settings in force. Answered with <see cref="SettingsView"/>.</summary>
/// <param name="Site">The site.</param>
[Entity("show-settings")]
public sealed record ShowSettings(SiteId Site) : IQuery;
