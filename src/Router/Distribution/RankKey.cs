using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>An agent's place in an order of free agents: the lowest is offered first; the id decides between equals.</summary>
internal readonly record struct RankKey(long First, long Second, long Third, PersonId Agent) : IComparable<RankKey>
{
    public int CompareTo(RankKey other)
    {
        var order = First.CompareTo(other.First);
        if (order == 0) order = Second.CompareTo(other.Second);
        if (order == 0) order = Third.CompareTo(other.Third);
        return order != 0 ? order : Agent.CompareTo(other.Agent);
    }
}
