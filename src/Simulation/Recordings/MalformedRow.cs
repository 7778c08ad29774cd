namespace AcdRouter.Simulation.Recordings;

/// <summary>A row that could not be read.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Reason">What is wrong with it, for people.</param>
public sealed record MalformedRow(int Line, string Reason);
