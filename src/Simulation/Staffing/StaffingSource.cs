namespace AcdRouter.Simulation.Staffing;

/// <summary>Where shifts and skills come from.</summary>
public enum StaffingSource
{
    /// <summary>Files of agents' days and skills.</summary>
    Given = 1,

    /// <summary>Read off the calls: from an agent's first service to the last one of a day; the types taken in the month.</summary>
    Inferred = 2,
}
