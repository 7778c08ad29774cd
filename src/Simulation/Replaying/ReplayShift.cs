using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Replaying;

/// <summary>One agent's time at work. Times count from the beginning of the first day.</summary>
/// <param name="Agent">The account.</param>
/// <param name="Day">The day under which reports count it.</param>
/// <param name="StartMilliseconds">Signs in.</param>
/// <param name="EndMilliseconds">Signs out.</param>
internal sealed record ReplayShift(PersonId Agent, DateOnly Day, long StartMilliseconds, long EndMilliseconds);
