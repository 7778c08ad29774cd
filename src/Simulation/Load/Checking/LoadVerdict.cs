namespace AcdRouter.Simulation.Load;

/// <summary>What a load came to.</summary>
/// <param name="Records">Records of the site.</param>
/// <param name="Promises">Commands sent.</param>
/// <param name="Repeated">Commands sent more than once.</param>
/// <param name="HandOvers">Sessions that an agent took.</param>
/// <param name="TearDowns">Voice calls that the bridge was told to end.</param>
/// <param name="FirstOffer">From each fault to the first offer decided after it and seen by an agent.</param>
/// <param name="Faults">Faults that struck.</param>
/// <param name="Answers">From the first sending of a command to its answer.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record LoadVerdict(
    long Records,
    int Promises,
    int Repeated,
    long HandOvers,
    int TearDowns,
    Spread FirstOffer,
    int Faults,
    Spread Answers,
    LoadFindings Findings);
