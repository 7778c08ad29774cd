using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>The free members of a queue for requests of one cost and one set of wanted skills, in the distribution's order. A pure cache.</summary>
internal sealed class FreeIndex(IDistribution distribution, int cost, ValueList<string> skills)
{
    private readonly SortedSet<RankKey> keys = [];

    /// <summary>Proficiencies follow from the settings, and with new ones every index is built anew.</summary>
    private readonly Dictionary<PersonId, int> proficiencies = [];

    public int Cost { get; } = cost;

    public ValueList<string> Skills { get; } = skills;

    public int Count => keys.Count;

    /// <summary>In the distribution's order.</summary>
    public SortedSet<RankKey> Keys => keys;

    /// <summary>Brings the index from what it knew of a member to what is so now.</summary>
    public void Change(Agent agent, in Standing before, in Standing now)
    {
        var was = Holds(before);
        var holds = Holds(now);
        if (!was && !holds) return;
        var proficiency = distribution.WeighsSkills ? ProficiencyOf(agent) : 0;
        var oldKey = distribution.Rank(agent.Id, before, proficiency);
        var newKey = distribution.Rank(agent.Id, now, proficiency);
        if (was && holds && oldKey == newKey) return;
        if (was) keys.Remove(oldKey);
        if (holds) keys.Add(newKey);
    }

    private int ProficiencyOf(Agent agent)
    {
        if (!proficiencies.TryGetValue(agent.Id, out var known)) proficiencies.Add(agent.Id, known = agent.Proficiency(Skills));
        return known;
    }

    /// <summary>The members from the head, or from after the last one offered round to it.</summary>
    public IEnumerable<PersonId> InOrder(PersonId? last)
    {
        if (keys.Count == 0) yield break;
        if (distribution.StartsAfterLast && last is { } offered)
        {
            var pointer = new RankKey(0, 0, 0, offered);
            foreach (var key in keys.GetViewBetween(pointer, keys.Max.CompareTo(pointer) > 0 ? keys.Max : pointer))
            {
                if (key.Agent != offered) yield return key.Agent;
            }
            foreach (var key in keys)
            {
                if (key.CompareTo(pointer) > 0) yield break;
                yield return key.Agent;
            }
            yield break;
        }
        foreach (var key in keys) yield return key.Agent;
    }

    /// <summary>True when a member of this standing belongs here.</summary>
    public bool Holds(in Standing standing) =>
        standing.Available
        && (distribution.IsBroadcast ? standing.Free >= Cost && standing.Room : standing.OfferFree >= Cost);
}
