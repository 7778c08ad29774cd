using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>What becomes of a message of another service. It is acknowledged in any case.</summary>
/// <param name="Reply">What is answered; null when nobody waits, or the answer may not be sent.</param>
/// <param name="Parked">Why it is kept for the operator; null when it is not.</param>
/// <param name="Told">A refusal of the engine that nobody waits for: it is published instead; null for none.</param>
internal sealed record ServiceOutcome(ServiceReply? Reply, ParkedMessage? Parked, CommandRefused? Told = null);

/// <summary>An answer, sent to a queue by its name.</summary>
/// <param name="Queue">What the sender gave as reply_to.</param>
/// <param name="CorrelationId">The sender's, or the message's id where it gave none.</param>
/// <param name="Type">The answer's entity.</param>
/// <param name="Body">The answer in JSON.</param>
internal sealed record ServiceReply(string Queue, string? CorrelationId, string Type, byte[] Body);

/// <summary>A message for the error queue.</summary>
/// <param name="Kind">The reason, for programs.</param>
/// <param name="Reason">The reason, for people.</param>
/// <param name="Body">What is kept of the body: nothing of one that is too long.</param>
internal sealed record ParkedMessage(string Kind, string Reason, ReadOnlyMemory<byte> Body);
