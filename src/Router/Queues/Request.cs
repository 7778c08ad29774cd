using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>
/// One live wish for an agent. Ordered by effective arrival, then id: both never change while the request lives, so that it may
/// stand in sorted sets.
/// </summary>
internal sealed class Request(RequestRouting wish, Instant acceptedAt, Instant arrival, int cost) : IComparable<Request>
{
    /// <summary>What was asked for, as it was asked.</summary>
    public RequestRouting Wish { get; } = wish;

    public RequestId Id => Wish.Request;

    public Instant AcceptedAt { get; } = acceptedAt;

    /// <summary>Acceptance less the head start of the priority (R2).</summary>
    public Instant Arrival { get; } = arrival;

    /// <summary>Slots it takes, fixed at acceptance.</summary>
    public int Cost { get; } = cost;

    /// <summary>The place that the acceptance was answered with; repeated to a repeat.</summary>
    public int AcceptedPlace { get; set; }

    /// <summary>The queue it waits in or was assigned from; null while it is addressed to agents.</summary>
    public Queue? Queue { get; set; }

    public bool IsAddressed => Queue is null;

    /// <summary>The wanted skills that tell the queue's members apart; null until asked for. See <see cref="Queue.IndexFor"/>.</summary>
    public ValueList<string>? WeighedSkills { get; set; }

    /// <summary>No customer's line is up: keeps its place, is not offered.</summary>
    public bool Held { get; set; }

    /// <summary>Nobody is left of its addressees and there is no fallback queue: this was told, and nobody has had it since.</summary>
    public bool Stranded { get; set; }

    /// <summary>The open offer, or null.</summary>
    public OfferRound? Round { get; set; }

    /// <summary>Number of the last offer; 0 before the first.</summary>
    public int LastOffer { get; set; }

    /// <summary>Who has it; null while it waits.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>
    /// Who declined it or let it expire, and until when that counts. Of addressed work: who is out for good, with the end of time.
    /// </summary>
    public SortedList<PersonId, Instant>? Declined { get; set; }

    /// <summary>How many declined it, as its queue has entered it; 0 when it is not entered.</summary>
    public int CountedExclusions { get; set; }

    /// <summary>Until when it is not offered to its giver (R18); null when that is over.</summary>
    public Instant? GiverUntil { get; set; }

    /// <summary>An agent has joined once: it counts as answered, and only once.</summary>
    public bool Answered { get; set; }

    public DecisionLog Decisions { get; } = new();

    /// <summary>The request accepted before this one, of those alive.</summary>
    public Request? Before { get; set; }

    /// <summary>The request accepted after this one, of those alive.</summary>
    public Request? After { get; set; }

    /// <summary>Waits in its line or lines; addressed work of which every addressee is out has none.</summary>
    public bool Waits => Assignment is null;

    public bool HasDeclined(PersonId agent) => Declined is not null && Declined.ContainsKey(agent);

    public bool IsOfferedTo(PersonId agent) => Round is not null && Round.Find(agent) is not null;

    /// <summary>True when the agent is one of those it was addressed to, be they out or not.</summary>
    public bool IsAddressedTo(PersonId agent)
    {
        foreach (var addressee in Wish.Target.Agents.AsSpan())
        {
            if (addressee == agent) return true;
        }
        return false;
    }

    public int CompareTo(Request? other)
    {
        if (other is null) return 1;
        var order = Arrival.CompareTo(other.Arrival);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}

/// <summary>An agent has the request.</summary>
/// <param name="Agent">Who.</param>
/// <param name="At">Since when.</param>
/// <param name="Joined">Whether the agent's session page has joined.</param>
internal sealed record Assignment(PersonId Agent, Instant At, bool Joined);
