using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>What every route that brings a command does with the answer.</summary>
internal static class CommandRoutes
{
    /// <summary>200 with what was made, or the refusal as a problem.</summary>
    public static async Task<IResult> RunAsync<TCommand>(this IEngine engine, TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var answer = await engine.SendAsync(command, cancellationToken);
        return answer.IsAccepted ? TypedResults.Ok(Accepted.From(answer.Accepted)) : Problems.Of(answer.Refusal);
    }

    /// <summary>201 with what was made, or the refusal as a problem.</summary>
    public static async Task<IResult> CreateAsync<TCommand>(
        this IEngine engine, TCommand command, Func<Made, string> location, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var answer = await engine.SendAsync(command, cancellationToken);
        return answer.IsAccepted
            ? TypedResults.Created(location(answer.Accepted.Made), Accepted.From(answer.Accepted))
            : Problems.Of(answer.Refusal);
    }
}
