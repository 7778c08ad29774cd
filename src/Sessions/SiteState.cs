using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>
/// Everything the sessions of one site are. Indexes beside the sessions are rebuilt when loading, never saved.
/// </summary>
internal sealed class SiteState(SiteId site)
{
    private readonly SortedDictionary<SessionId, Session> sessions = [];
    private readonly SortedSet<(Instant StartedAt, SessionId Session)> byAge = [];
    private readonly Dictionary<SessionNumber, SessionId> byNumber = [];
    private readonly Dictionary<InvitationId, SessionId> byInvitation = [];
    private readonly Dictionary<CustomerId, SessionId> byCustomer = [];
    private readonly Dictionary<PersonId, SortedSet<SessionId>> byPerson = [];
    private readonly Dictionary<PersonId, SortedSet<SessionId>> byColleague = [];
    private readonly Dictionary<PersonId, SitePerson> people = [];

    public SiteId Site { get; } = site;

    /// <summary>Null before the first settings.</summary>
    public SettingsAdopted? Settings { get; private set; }

    public RestingNumbers Resting { get; } = new();

    public OwedCalls Owed { get; } = new();

    public DeadlineSet Deadlines { get; } = new();

    public int SessionCount => sessions.Count;

    /// <summary>Live sessions in the order of their ids.</summary>
    public IEnumerable<Session> Sessions => sessions.Values;

    /// <summary>Live sessions, oldest first.</summary>
    public IEnumerable<Session> OldestFirst => byAge.Select(each => sessions[each.Session]);

    public SitePerson? Person(PersonId person) => people.GetValueOrDefault(person);

    /// <summary>The name that others read; the account's own where it is gone from the settings.</summary>
    public string NameOf(PersonId person) => people.TryGetValue(person, out var known) ? known.Name : person.Value;

    public Session? Find(SessionId session) => sessions.GetValueOrDefault(session);

    public Session? Find(SessionNumber number) => byNumber.TryGetValue(number, out var session) ? sessions[session] : null;

    public Session? FindByInvitation(InvitationId invitation) =>
        byInvitation.TryGetValue(invitation, out var session) ? sessions[session] : null;

    /// <summary>The live session that the customer is or was in.</summary>
    public Session? FindByCustomer(CustomerId customer) =>
        byCustomer.TryGetValue(customer, out var session) ? sessions[session] : null;

    /// <summary>For folding: an event about a session that is not there is a bug.</summary>
    public Session Get(SessionId session) =>
        sessions.GetValueOrDefault(session) ?? throw new InvalidOperationException($"Session {session} is not in the state.");

    /// <summary>Live sessions that the person is in, in the order of their ids; a copy, so that sessions may end meanwhile.</summary>
    public Session[] SessionsOf(PersonId person) => Of(byPerson, person);

    /// <summary>Live sessions that have called the person as a colleague.</summary>
    public Session[] SessionsCalling(PersonId person) => Of(byColleague, person);

    public void Adopt(SettingsAdopted settings)
    {
        Settings = settings;
        people.Clear();
        foreach (var person in settings.People) people[person.Id] = person;
    }

    public void Add(Session session)
    {
        sessions.Add(session.Id, session);
        byAge.Add((session.StartedAt, session.Id));
        byNumber.Add(session.Number, session.Id);
        foreach (var invitation in session.Invitations) Index(session, invitation);
        foreach (var customer in session.Customers) byCustomer.Add(customer.Id, session.Id);
        foreach (var representative in session.Representatives) Index(byPerson, representative.Person, session.Id);
    }

    public void Remove(Session session)
    {
        sessions.Remove(session.Id);
        byAge.Remove((session.StartedAt, session.Id));
        byNumber.Remove(session.Number);
        foreach (var invitation in session.Invitations)
        {
            byInvitation.Remove(invitation.Id);
            if (invitation.Colleague is { } colleague) Unindex(byColleague, colleague, session.Id);
        }
        foreach (var customer in session.Customers)
        {
            byCustomer.Remove(customer.Id);
            Deadlines.Clear(SessionDeadlines.Of(session.Id, customer.Id));
        }
        foreach (var representative in session.Representatives)
        {
            Unindex(byPerson, representative.Person, session.Id);
            Deadlines.Clear(SessionDeadlines.Of(session.Id, representative.Person));
        }
        Deadlines.Clear(SessionDeadlines.Hold(session.Id));
    }

    public void AddInvitation(Session session, Invitation invitation)
    {
        session.Invitations.Add(invitation);
        Index(session, invitation);
    }

    public void AddCustomer(Session session, Customer customer)
    {
        session.Customers.Add(customer);
        byCustomer.Add(customer.Id, session.Id);
    }

    public Representative AddRepresentative(Session session, PersonId person, string name)
    {
        var representative = new Representative { Person = person, Name = name };
        session.Representatives.Add(representative);
        Index(byPerson, person, session.Id);
        return representative;
    }

    public void RemoveRepresentative(Session session, PersonId person, Instant at)
    {
        session.Representatives.RemoveAll(each => each.Person == person);
        session.Voice?.Persons.Remove(person);
        session.Trail.EndStay(person, at);
        if (session.Controller == person) session.Controller = null;
        Unindex(byPerson, person, session.Id);
        Deadlines.Clear(SessionDeadlines.Of(session.Id, person));
    }

    /// <summary>Every index entry leads to what it says; throws otherwise.</summary>
    public void AssertIndexes()
    {
        foreach (var session in sessions.Values)
        {
            Invariants.Hold(byNumber.TryGetValue(session.Number, out var found) && found == session.Id, "S1: a number leads elsewhere", session);
            foreach (var each in session.Representatives)
            {
                Invariants.Hold(byPerson[each.Person].Contains(session.Id), "S7: a representative's session is not found", session);
            }
        }
        Invariants.Hold(byCustomer.Count == sessions.Values.Sum(static each => each.Customers.Count), "S5: a customer of no session is found", null);
        Invariants.Hold(byInvitation.Count == sessions.Values.Sum(static each => each.Invitations.Count), "S4: an invitation of no session is found", null);
        Invariants.Hold(byNumber.Count == sessions.Count && byAge.Count == sessions.Count, "S1: a number of no session is live", null);
    }

    private Session[] Of(Dictionary<PersonId, SortedSet<SessionId>> index, PersonId person) =>
        index.TryGetValue(person, out var found) ? [.. found.Select(session => sessions[session])] : [];

    private void Index(Session session, Invitation invitation)
    {
        byInvitation.Add(invitation.Id, session.Id);
        if (invitation.Colleague is { } colleague) Index(byColleague, colleague, session.Id);
    }

    private static void Index(Dictionary<PersonId, SortedSet<SessionId>> index, PersonId person, SessionId session)
    {
        if (!index.TryGetValue(person, out var found)) index[person] = found = [];
        found.Add(session);
    }

    private static void Unindex(Dictionary<PersonId, SortedSet<SessionId>> index, PersonId person, SessionId session)
    {
        if (!index.TryGetValue(person, out var found)) return;
        found.Remove(session);
        if (found.Count == 0) index.Remove(person);
    }
}
