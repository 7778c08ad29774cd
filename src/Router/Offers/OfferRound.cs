using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>One numbered offer of a request: to one agent (exclusive), or to those who hold it still (broadcast).</summary>
internal sealed class OfferRound(int number, bool exclusive)
{
    private readonly List<OpenOffer> open = new(1);

    public int Number { get; } = number;

    public bool Exclusive { get; } = exclusive;

    /// <summary>Who holds it, by id.</summary>
    public IReadOnlyList<OpenOffer> Open => open;

    /// <summary>The agent who alone holds it, or null.</summary>
    public PersonId? Sole => open.Count == 1 ? open[0].Agent : null;

    public OpenOffer? Find(PersonId agent)
    {
        var index = IndexOf(agent);
        return index >= 0 ? open[index] : null;
    }

    public void Set(PersonId agent, Instant expiresAt)
    {
        var index = IndexOf(agent);
        var offer = new OpenOffer(agent, expiresAt);
        if (index >= 0) open[index] = offer;
        else open.Insert(~index, offer);
    }

    public bool Remove(PersonId agent)
    {
        var index = IndexOf(agent);
        if (index < 0) return false;
        open.RemoveAt(index);
        return true;
    }

    private int IndexOf(PersonId agent)
    {
        var low = 0;
        var high = open.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = open[middle].Agent.CompareTo(agent);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}

/// <summary>An offer that an agent may still answer.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="ExpiresAt">When it lapses.</param>
internal readonly record struct OpenOffer(PersonId Agent, Instant ExpiresAt);
