using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Replaying;

/// <summary>The engine as a replay drives it: one step at a time, under a clock of the replay's own.</summary>
public interface IReplayEngine
{
    /// <summary>Decides every deadline up to the moment, then the command.</summary>
    /// <param name="now">Never before the last call's.</param>
    /// <param name="envelope">The command.</param>
    /// <param name="news">What has happened is added here, in order.</param>
    /// <returns>Why the command was refused, or null.</returns>
    Refusal? Submit(Instant now, CommandEnvelope envelope, List<INews> news);

    /// <summary>Decides every deadline up to the moment.</summary>
    void Advance(Instant now, List<INews> news);

    /// <summary>Hash of the whole state, in lower-case hex.</summary>
    string StateHash();
}
