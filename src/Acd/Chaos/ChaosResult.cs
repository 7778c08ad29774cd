using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>How one scenario ended.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Passed">Nothing was wrong.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Load">What the load came to; null when it came to nothing.</param>
/// <param name="Problems">What is wrong, the first of each kind.</param>
/// <param name="Logs">Where everything lies.</param>
internal sealed record ChaosResult(
    string Scenario, bool Passed, double Seconds, LoadVerdict? Load, IReadOnlyList<string> Problems, string Logs);

/// <summary>How far a run has come.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Text">What is done now.</param>
internal sealed record ChaosProgress(double Share, string Text);
