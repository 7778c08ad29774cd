using AcdRouter.Contracts;

namespace AcdRouter.Router.Tests.Reference;

/// <summary>An agent of the reference: plain lists, nothing derived.</summary>
internal sealed class ReferenceAgent(PersonSettings settings)
{
    public PersonSettings Settings { get; } = settings;

    public PersonId Id => Settings.Id;

    public bool SignedIn { get; set; }

    public bool SigningOut { get; set; }

    public string? Reason { get; set; }

    public Instant IdleSince { get; set; }

    public Dictionary<SessionId, int> Own { get; } = [];

    public List<(RequestId Request, int Cost, Instant EndsAt)> WrapUps { get; } = [];
}

/// <summary>A request of the reference.</summary>
internal sealed class ReferenceRequest(RequestRouting wish, Instant acceptedAt, Instant arrival, int cost)
{
    public RequestRouting Wish { get; } = wish;

    public RequestId Id => Wish.Request;

    public Instant AcceptedAt { get; } = acceptedAt;

    public Instant Arrival { get; } = arrival;

    public int Cost { get; } = cost;

    public QueueSettings? Queue { get; set; }

    public bool Held { get; set; }

    public bool Stranded { get; set; }

    public int Number { get; set; }

    public bool Exclusive { get; set; }

    public SortedDictionary<PersonId, Instant> Offers { get; } = [];

    public SortedDictionary<PersonId, Instant> Declined { get; } = [];

    public Instant? GiverUntil { get; set; }

    public PersonId? Agent { get; set; }

    public bool Joined { get; set; }

    public Instant JoinDueAt { get; set; }

    public bool Waits => Agent is null;

    public bool IsBroadcast => Queue is null || Queue.Distribution == Contracts.Distribution.Everybody;
}
