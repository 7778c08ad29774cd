namespace AcdRouter.Simulation.Replaying;

/// <summary>How far a replay has come.</summary>
/// <param name="Day">The day it is at.</param>
/// <param name="Requests">Requests that have arrived.</param>
/// <param name="Of">Requests in all.</param>
public readonly record struct ReplayProgress(DateOnly Day, int Requests, int Of);
