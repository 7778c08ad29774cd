namespace AcdRouter.Simulation.Load;

/// <summary>A request with an agent, from one record to another.</summary>
/// <param name="agent">Who has it.</param>
/// <param name="request">What.</param>
/// <param name="from">The record that gave it.</param>
internal sealed class Tenure(string agent, Guid request, long from)
{
    public string Agent { get; } = agent;

    public Guid Request { get; } = request;

    public long From { get; } = from;

    /// <summary>The record that took it away; null while it lasts.</summary>
    public long? Until { get; set; }
}
