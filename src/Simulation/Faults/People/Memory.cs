using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>What a site's people believe of a session, out of the answers and news that reached them: it may be old or wrong.</summary>
internal sealed class BelievedSession(SessionId id)
{
    public SessionId Id { get; } = id;

    public SessionNumber? Number { get; set; }

    public PersonId? Controller { get; set; }

    public RequestId? Request { get; set; }

    public List<CustomerId> Customers { get; } = [];

    public List<PersonId> Assistants { get; } = [];

    public List<InvitationId> Invitations { get; } = [];
}

/// <summary>What a site's people believe: sessions, waiting requests, open offers. Bounded, the oldest is forgotten first.</summary>
internal sealed class Memory
{
    /// <summary>Sessions, and requests, that people keep in mind: more than a world has at a time.</summary>
    private const int Most = 60;

    private readonly List<BelievedSession> sessions = [];
    private readonly List<RequestId> requests = [];

    public IReadOnlyList<BelievedSession> Sessions => sessions;

    public IReadOnlyList<RequestId> Requests => requests;

    public BelievedSession Session(SessionId id)
    {
        if (sessions.Find(each => each.Id == id) is { } known) return known;
        var added = new BelievedSession(id);
        sessions.Add(added);
        if (sessions.Count > Most) sessions.RemoveAt(0);
        return added;
    }

    public void Forget(SessionId id) => sessions.RemoveAll(each => each.Id == id);

    public void Waits(RequestId id)
    {
        if (requests.Contains(id)) return;
        requests.Add(id);
        if (requests.Count > Most) requests.RemoveAt(0);
    }

    public void Ended(RequestId id) => requests.Remove(id);

    public void Hear(object message)
    {
        switch (message)
        {
            case SessionStarted started:
                Session(started.Session).Number = started.Number;
                Session(started.Session).Controller = started.By;
                break;
            case SessionTaken taken:
                Session(taken.Session).Controller = taken.Agent;
                break;
            case ControlTransferred moved:
                Session(moved.Session).Controller = moved.To;
                Session(moved.Session).Assistants.Add(moved.From);
                break;
            case SessionTransferred given:
                Session(given.Session).Controller = null;
                break;
            case ParticipantJoined { Role: ParticipantRole.Assistant, Person: { } person } joined:
                Session(joined.Session).Assistants.Add(person);
                break;
            case ParticipantJoined { Customer: { } customer } joined:
                Session(joined.Session).Customers.Add(customer);
                break;
            case ParticipantLeft left:
                if (left.Customer is { } gone) Session(left.Session).Customers.Remove(gone);
                if (left.Person is { } leaver) Session(left.Session).Assistants.Remove(leaver);
                break;
            case InvitationChanged invited:
                Session(invited.Session).Invitations.Add(invited.Invitation);
                break;
            case SessionEnded ended:
                Forget(ended.Session);
                break;
            case RequestQueued queued:
                Waits(queued.Request);
                break;
            case RequestAssigned assigned:
                Session(assigned.Session).Request = assigned.Request;
                Ended(assigned.Request);
                break;
            case RequestReturned returned:
                Waits(returned.Request);
                break;
            case RequestEnded ended:
                Ended(ended.Request);
                break;
        }
    }
}
