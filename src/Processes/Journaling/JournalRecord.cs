using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Everything that one cause brought about: one line of history.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="At">The record's time.</param>
/// <param name="Epoch">The epoch it was written under.</param>
/// <param name="Site">The site; null for what concerns the whole partition.</param>
/// <param name="Outcome">The command's answer; null where no command caused it.</param>
/// <param name="Events">The facts, in order.</param>
public sealed record JournalRecord(
    long Sequence, Instant At, long Epoch, SiteId? Site, CommandOutcome? Outcome, IReadOnlyList<IJournalEvent> Events)
{
    /// <summary>The record's stamp.</summary>
    public Stamp Stamp => new(Sequence, At);
}

/// <summary>The answer to a command as it is remembered.</summary>
/// <param name="Command">The command.</param>
/// <param name="Fingerprint">Hash of its contents.</param>
/// <param name="CorrelationId">Follows one wish through every message; null for none.</param>
/// <param name="Refusal">Why it was refused; null when accepted.</param>
/// <param name="Made">What it made; null when refused.</param>
/// <param name="SentAt">When it was sent, by its sender's clock; null where the carrier did not know.</param>
public sealed record CommandOutcome(
    CommandId Command, ulong Fingerprint, Guid? CorrelationId, Refusal? Refusal, Made? Made, Instant? SentAt = null);
