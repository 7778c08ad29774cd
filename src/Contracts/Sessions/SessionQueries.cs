namespace AcdRouter.Contracts;

/// <summary>A live session as one of its participants, a manager or an administrator sees it. Answered with <see cref="SessionView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Person">The person who asks; null when a customer or the operator asks.</param>
/// <param name="Customer">The customer who asks; null otherwise. With both null the view is the operator's, who sees everything.</param>
[Entity("show-session")]
public sealed record ShowSession(SiteId Site, SessionId Session, PersonId? Person, CustomerId? Customer) : IQuery;

/// <summary>Every live session that a person is in. Answered with <see cref="SessionListView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Person">The person.</param>
[Entity("show-my-sessions")]
public sealed record ShowMySessions(SiteId Site, PersonId Person) : IQuery;

/// <summary>Every live session of the site. Answered with <see cref="SessionListView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Limit">How many to list, oldest first; 1 to 1000.</param>
[Entity("show-sessions")]
public sealed record ShowSessions(SiteId Site, int Limit) : IQuery;

/// <summary>The site's voice calls whose tear-down the bridge has not confirmed within 30 s. Answered with <see cref="OverdueCallListView"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Limit">How many to list, oldest first; 1 to 1000.</param>
[Entity("show-overdue-calls")]
public sealed record ShowOverdueCalls(SiteId Site, int Limit) : IQuery;
