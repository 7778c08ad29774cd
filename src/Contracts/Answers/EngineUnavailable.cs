namespace AcdRouter.Contracts;

/// <summary>The engine cannot answer now and nothing is known of the command: send it again under the same id.</summary>
/// <param name="Message">Why, for people.</param>
/// <param name="RetryAfterSeconds">When to try again; from 1.</param>
[Entity("engine-unavailable")]
public sealed record EngineUnavailable(string Message, int RetryAfterSeconds);
