namespace AcdRouter.Simulation.Load;

/// <summary>A voice bridge was told to end a call.</summary>
/// <param name="Site">Whose.</param>
/// <param name="Call">The call.</param>
/// <param name="Head">The journal's last record at that moment.</param>
public sealed record TearDownSeen(string Site, Guid Call, long Head);
