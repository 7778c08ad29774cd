using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Demo;

/// <summary>The bus as the demonstration needs it: commands in, what leaves the partitions out.</summary>
public interface IDemoBus
{
    /// <summary>
    /// Sends a command and waits for its answer, <see cref="CommandAccepted"/> or <see cref="CommandRefused"/>. Throws when there is
    /// none. Called from several tasks at once, at most <see cref="DemoOptions.MaxInFlight"/>.
    /// </summary>
    Task<object> SendAsync(ICommand command, CancellationToken cancellationToken);

    /// <summary>
    /// News of the site and messages to its voice bridge (<see cref="OpenVoiceCall"/>, <see cref="EndVoiceCall"/>), from the call on, in
    /// order. May repeat. Ends with the token.
    /// </summary>
    IAsyncEnumerable<object> ListenAsync(CancellationToken cancellationToken);
}
