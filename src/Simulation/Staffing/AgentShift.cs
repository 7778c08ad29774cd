namespace AcdRouter.Simulation.Staffing;

/// <summary>One agent at work on one day, without breaks.</summary>
/// <param name="Agent">The name in the recording.</param>
/// <param name="Day">The day on which the shift begins.</param>
/// <param name="StartSecond">Seconds since that day began.</param>
/// <param name="EndSecond">Not before the start; past midnight 86,400 and more.</param>
public sealed record AgentShift(string Agent, DateOnly Day, int StartSecond, int EndSecond);
