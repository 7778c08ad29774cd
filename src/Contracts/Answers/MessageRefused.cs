namespace AcdRouter.Contracts;

/// <summary>
/// A message of another service was taken neither as a command nor as a query: nothing was done, and nothing is remembered. Corrected, it
/// may be sent again under the same id.
/// </summary>
/// <param name="Type">The type that the message named; null when it named none.</param>
/// <param name="Refusal">Why.</param>
[Entity("message-refused")]
public sealed record MessageRefused(string? Type, Refusal Refusal);
