using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>A command with what its carrier knows of it.</summary>
/// <param name="Command">The command.</param>
public sealed record CommandEnvelope(ICommand Command)
{
    /// <summary>Follows one wish through every message; null for none.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Hash of the command's contents: a repeat under a known id with other contents is refused.</summary>
    public ulong Fingerprint { get; init; }

    /// <summary>Drawn by the carrier; see <see cref="IDecision.NumberCandidates"/>.</summary>
    public ValueList<SessionNumber> NumberCandidates { get; init; } = [];

    /// <summary>Drawn by the carrier; see <see cref="IDecision.Secret"/>.</summary>
    public Guid Secret { get; init; }

    /// <summary>When the sender made the command; null when the carrier does not know.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>How often the carrier has delivered it, from 1.</summary>
    public int Delivery { get; init; } = 1;
}
