namespace AcdRouter.Simulation.Load;

/// <summary>A request as the journal's events tell of it.</summary>
internal sealed class StoryRequest(Guid id, string? queue, DateTimeOffset arrival)
{
    public Guid Id { get; } = id;

    /// <summary>Where it waits; null for work addressed to agents.</summary>
    public string? Queue { get; set; } = queue;

    /// <summary>R2: acceptance less the head start of its priority.</summary>
    public DateTimeOffset Arrival { get; } = arrival;

    /// <summary>No customer's line is up.</summary>
    public bool Held { get; set; }

    /// <summary>Who has it; null while it waits.</summary>
    public string? Agent { get; set; }

    /// <summary>Open offers; true for an exclusive one.</summary>
    public Dictionary<string, bool> Offers { get; } = new(StringComparer.Ordinal);

    /// <summary>Who is not offered it for now: who declined it or let it expire.</summary>
    public HashSet<string> Excluded { get; } = new(StringComparer.Ordinal);

    /// <summary>Its giver, while it is kept from that agent; null otherwise.</summary>
    public string? KeptFrom { get; set; }

    /// <summary>Since when it is that agent's; null while it waits.</summary>
    public Tenure? Tenure { get; set; }
}
