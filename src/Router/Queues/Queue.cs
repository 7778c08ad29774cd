using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>A queue: its settings, what waits in it, and which of its members are free, in the order of its distribution.</summary>
internal sealed class Queue(QueueSettings settings)
{
    private readonly List<FreeIndex> indexes = [];
    private readonly SortedSet<Agent> signedIn = [];
    private readonly HashSet<string> skillsOfMembers = new(StringComparer.Ordinal);

    public QueueSettings Settings { get; set; } = settings;

    public QueueId Id => Settings.Id;

    /// <summary>Removed from the settings while requests still belong to it: takes no new ones and goes with the last.</summary>
    public bool Closing { get; set; }

    /// <summary>Live requests that belong to it, assigned ones included.</summary>
    public int Live { get; set; }

    public WaitingLine Line { get; set; } = new();

    public IDistribution Distribution { get; set; } = DistributionNames.Policy(settings.Distribution);

    public List<Agent> Members { get; } = [];

    /// <summary>Members signed in and not signing out.</summary>
    public int SignedIn => signedIn.Count;

    /// <summary>The one member signed in; only when there is one.</summary>
    public Agent? SoleSignedIn => signedIn.Count == 1 ? signedIn.Min : null;

    /// <summary>Members signed in and available.</summary>
    public int Available { get; private set; }

    /// <summary>Members available with a slot left.</summary>
    public int Free { get; private set; }

    /// <summary>The agent who was last offered a request exclusively: round-robin goes on after.</summary>
    public PersonId? LastOffered { get; set; }

    /// <summary>Waiting requests that somebody declined or let expire, those whom most did first.</summary>
    public SortedSet<(int Exclusions, Request Request)> Declined { get; } =
        new(Comparer<(int Exclusions, Request Request)>.Create(static (left, right) =>
        {
            var order = right.Exclusions.CompareTo(left.Exclusions);
            return order != 0 ? order : left.Request.CompareTo(right.Request);
        }));

    public Counters Counters { get; } = new();

    public bool IsSignedIn(Agent agent) => signedIn.Contains(agent);

    /// <summary>Enters a waiting request under how many declined it or let it expire; not at all where nobody did.</summary>
    public void CountExclusions(Request request)
    {
        ForgetExclusions(request);
        request.CountedExclusions = request.Waits ? request.Declined?.Count ?? 0 : 0;
        if (request.CountedExclusions > 0) Declined.Add((request.CountedExclusions, request));
    }

    public void ForgetExclusions(Request request)
    {
        if (request.CountedExclusions > 0) Declined.Remove((request.CountedExclusions, request));
        request.CountedExclusions = 0;
    }

    /// <summary>Forgets members and indexes, to be built anew.</summary>
    public void ResetMembers()
    {
        Distribution = DistributionNames.Policy(Settings.Distribution);
        indexes.Clear();
        signedIn.Clear();
        skillsOfMembers.Clear();
        Members.Clear();
        Available = 0;
        Free = 0;
    }

    public void AddMember(Agent agent)
    {
        Members.Add(agent);
        foreach (var skill in agent.Settings?.Skills ?? []) skillsOfMembers.Add(skill.Skill);
    }

    /// <summary>Enters what has changed of a member.</summary>
    public void Change(Agent agent, in Standing before, in Standing now)
    {
        if (before.SignedIn != now.SignedIn)
        {
            if (now.SignedIn) signedIn.Add(agent);
            else signedIn.Remove(agent);
        }
        Available += (now.Available ? 1 : 0) - (before.Available ? 1 : 0);
        Free += (now.Available && now.Free > 0 ? 1 : 0) - (before.Available && before.Free > 0 ? 1 : 0);
        foreach (var index in indexes) index.Change(agent, before, now);
    }

    /// <summary>
    /// The free members for a request, built from all members when such a request comes for the first time. Of orders by skills the
    /// one not asked for longest is dropped: a change of a member is entered in every one that is kept.
    /// </summary>
    public FreeIndex IndexFor(Request request)
    {
        var skills = Distribution.WeighsSkills ? request.WeighedSkills ??= Weighed(request.Wish.WantedSkills) : ValueList<string>.Empty;
        for (var i = indexes.Count - 1; i >= 0; i--)
        {
            var index = indexes[i];
            if (index.Cost != request.Cost || !index.Skills.Equals(skills)) continue;
            if (i == indexes.Count - 1) return index;
            indexes.RemoveAt(i);
            indexes.Add(index);
            return index;
        }
        if (indexes.Count >= RoutingBounds.SkillOrders) indexes.RemoveAt(0);
        var built = new FreeIndex(Distribution, request.Cost, skills);
        foreach (var member in Members) built.Change(member, default, member.Standing);
        indexes.Add(built);
        return built;
    }

    /// <summary>Wanted skills are free text: sorted, each once, and only those that some member has, they name one order.</summary>
    private ValueList<string> Weighed(ValueList<string> wanted) =>
        wanted.Where(skillsOfMembers.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();

    /// <summary>The indexes built so far, the one asked for last at the end; for the check of invariants.</summary>
    public IReadOnlyList<FreeIndex> Indexes => indexes;

    /// <summary>
    /// The giver is passed over while anybody else of the queue is signed in (R18).
    /// </summary>
    public bool PassesOverGiver(Request request, PersonId agent, bool agentSignedIn) =>
        request.GiverUntil is not null && request.Wish.Giver == agent && SignedIn > (agentSignedIn ? 1 : 0);

    /// <summary>True when the request may not be offered to this signed-in member.</summary>
    public bool Excludes(Request request, PersonId agent) =>
        request.HasDeclined(agent) || PassesOverGiver(request, agent, agentSignedIn: true);
}
