using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>An agent in a snapshot: what does not follow from settings and requests.</summary>
internal sealed record SavedAgent(
    PersonId Id,
    bool SignedIn,
    bool SigningOut,
    Instant SignedInSince,
    string? Reason,
    bool AwayByLoss,
    string? ReasonBefore,
    long LastOrdinal,
    long OpenedOrdinal,
    ValueList<GoneConnection> Gone,
    ConnectionId? Connection,
    bool Connected,
    Instant IdleSince,
    AgentStatus Told,
    Instant Since,
    int Ceiling,
    ValueList<SavedSelfStarted> SelfStarted,
    ValueList<SavedWrapUp> WrapUps,
    long SignedInMilliseconds,
    CountersView Counters,
    Guid? Holder = null);

/// <summary>A self-started session's slot.</summary>
internal sealed record SavedSelfStarted(SessionId Session, HeldSlot Slot);

/// <summary>A wrap-up's slot.</summary>
internal sealed record SavedWrapUp(RequestId Request, WrapUp WrapUp);

/// <summary>A queue in a snapshot; its settings only when it is no longer in the site's.</summary>
internal sealed record SavedQueue(QueueId Id, QueueSettings? Closing, PersonId? LastOffered, CountersView Counters);

/// <summary>A live request in a snapshot.</summary>
internal sealed record SavedRequest(
    RequestRouting Wish,
    Instant AcceptedAt,
    Instant Arrival,
    int Cost,
    int AcceptedPlace,
    QueueId? Queue,
    bool Held,
    bool Stranded,
    int LastOffer,
    bool Exclusive,
    ValueList<SavedOpenOffer> Open,
    Assignment? Assignment,
    ValueList<SavedDeclined> Declined,
    Instant? GiverUntil,
    bool Answered,
    ValueList<DecisionView> Decisions,
    int Left);

/// <summary>An open offer.</summary>
internal sealed record SavedOpenOffer(PersonId Agent, Instant ExpiresAt);

/// <summary>A declining that counts still.</summary>
internal sealed record SavedDeclined(PersonId Agent, Instant Until);

/// <summary>What became of a request.</summary>
internal sealed record SavedEnded(RequestId Request, RequestEnd End, PersonId? Agent, Instant At);
