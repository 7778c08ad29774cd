using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>The engine as the web sees it: over the bus, never as an object.</summary>
public interface IEngine
{
    /// <summary>Sends a command and waits for its answer, which comes after the effect is durable.</summary>
    /// <exception cref="EngineUnavailableException">Nothing is known of the command; repeat it under the same id.</exception>
    Task<CommandAnswer> SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand;

    /// <summary>Asks for a view; null when there is nothing of that name, or nothing that the one who asks may see.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot answer now.</exception>
    Task<TView?> AskAsync<TQuery, TView>(TQuery query, CancellationToken cancellationToken)
        where TQuery : class, IQuery
        where TView : class;
}

/// <summary>What the engine answered to a command: exactly one of the two is given.</summary>
/// <param name="Accepted">The effect is durable.</param>
/// <param name="Refusal">Nothing has changed.</param>
public readonly record struct CommandAnswer(CommandAccepted? Accepted, Refusal? Refusal)
{
    /// <summary>True when the effect is durable.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Accepted))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Accepted is not null;
}
