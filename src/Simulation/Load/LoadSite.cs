using System.Globalization;
using System.Text;

namespace AcdRouter.Simulation.Load;

/// <summary>
/// A site for the load: every agent is in every queue. Graces outlast any fault, so that a fault ends no session by itself; nothing
/// is kept from its giver, so that the order of service is strict.
/// </summary>
/// <param name="Id">The site.</param>
/// <param name="Agents">How many agents.</param>
/// <param name="Queues">How many queues.</param>
/// <param name="MaxSessions">Sessions that an agent may hold.</param>
public sealed record LoadSite(string Id, int Agents, int Queues, int MaxSessions = 2)
{
    /// <summary>The service that brings customers.</summary>
    public const string Desk = "desk";

    private static readonly string[] Distributions = ["most-idle", "round-robin", "least-busy", "everybody"];

    /// <summary>How every queue distributes; null for a mix.</summary>
    public string? Distribution { get; init; }

    /// <summary>How long an offer stands.</summary>
    public int OfferSeconds { get; init; } = 30;

    public IReadOnlyList<string> AgentNames { get; } = [.. Enumerable.Range(0, Agents).Select(i => string.Create(CultureInfo.InvariantCulture, $"agent-{i}"))];

    public IReadOnlyList<string> QueueNames { get; } = [.. Enumerable.Range(0, Queues).Select(i => string.Create(CultureInfo.InvariantCulture, $"line-{i}"))];

    /// <summary>The settings as a file of <c>acd run --settings</c>.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder();
        yaml.AppendLine(CultureInfo.InvariantCulture, $"site: {Id}");
        yaml.AppendLine("version: 1").AppendLine("name: Load");
        yaml.AppendLine("presenceGraceSeconds: 300").AppendLine("customerGraceSeconds: 600").AppendLine("joinSeconds: 120");
        yaml.AppendLine("notBackToGiverSeconds: 0").AppendLine("people:");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"  - {{ id: {Desk}, name: Desk, privileges: [csr] }}");
        foreach (var agent in AgentNames)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - {{ id: {agent}, name: {agent}, privileges: [csr, agent, voice], maxSessions: {MaxSessions} }}");
        }
        yaml.AppendLine("queues:");
        for (var i = 0; i < Queues; i++)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - id: {QueueNames[i]}");
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    name: {QueueNames[i]}");
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    distribution: {Distribution ?? Distributions[i % Distributions.Length]}");
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    unavailabilityThresholdSeconds: {OfferSeconds}");
            yaml.AppendLine("    retryAfterSeconds: 5").AppendLine("    shutdownThreshold: 999");
            var members = AgentNames.Select((agent, place) => string.Create(CultureInfo.InvariantCulture, $"{{ agent: {agent}, rank: {1 + ((i + place) % 2)} }}"));
            yaml.AppendLine(CultureInfo.InvariantCulture, $"    members: [{string.Join(", ", members)}]");
        }
        return yaml.ToString();
    }
}
