using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AcdRouter.Web;

/// <summary>What the API's own description says of a route.</summary>
internal static class RouteDescriptions
{
    private const string ProblemType = "application/problem+json";

    /// <summary>What only commands are answered with.</summary>
    private static readonly Type[] CommandAnswers = [typeof(Accepted), typeof(Joined), typeof(Entered)];

    private static readonly int[] Common =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound,
        StatusCodes.Status409Conflict,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status422UnprocessableEntity,
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>The summary, what success answers, and the problems that any route may answer.</summary>
    public static RouteHandlerBuilder Describes<TAnswer>(
        this RouteHandlerBuilder route, string summary, int status = StatusCodes.Status200OK)
    {
        if (CommandAnswers.Contains(typeof(TAnswer))) route.WithMetadata(new CommandMetadata());
        return WithProblems(route.WithSummary(summary).Produces<TAnswer>(status));
    }

    /// <summary>The summary of a stream of server-sent events, and its events as members of a type.</summary>
    public static RouteHandlerBuilder DescribesStream<TEvents>(this RouteHandlerBuilder route, string summary) =>
        WithProblems(route
            .WithSummary(summary)
            .WithMetadata(new LiveStreamMetadata())
            .Produces<TEvents>(StatusCodes.Status200OK, "text/event-stream"));

    private static RouteHandlerBuilder WithProblems(RouteHandlerBuilder route)
    {
        foreach (var status in Common) route.Produces<ProblemDetails>(status, ProblemType);
        return route;
    }
}
