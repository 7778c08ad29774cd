using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace AcdRouter.Web;

/// <summary>Fills in what the framework's own problems leave out: why, and what to do.</summary>
internal static class FrameworkProblems
{
    /// <summary>Nothing is known but that it could not be read.</summary>
    public const string Unreadable = "The request cannot be read: it was cut off, came too slowly or is not well formed. Send it again.";

    public static void Complete(ProblemDetailsContext context)
    {
        if (context.ProblemDetails.Detail is not null) return;
        Complete(context.ProblemDetails, context.HttpContext.GetEndpoint(), context.HttpContext.Response.Headers.Allow.ToString());
    }

    /// <summary>Completes a problem that has a status and nothing else.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="route">The route that was asked; null for none.</param>
    /// <param name="allowed">The methods that the path takes.</param>
    public static void Complete(ProblemDetails problem, Endpoint? route, string allowed)
    {
        var limit = route?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? WebLimits.MaxBodyBytes;
        var (reason, detail) = problem.Status switch
        {
            StatusCodes.Status400BadRequest => ("MalformedRequest", Unreadable),
            StatusCodes.Status404NotFound => ("UnknownPath", "There is nothing at this path. /openapi/v1.json lists the routes."),
            StatusCodes.Status405MethodNotAllowed => ("MethodNotAllowed", $"This path takes {allowed}."),
            StatusCodes.Status413PayloadTooLarge =>
                ("BodyTooLarge", $"The body is longer than the {Number(limit)} bytes that this route takes. Send less."),
            StatusCodes.Status415UnsupportedMediaType =>
                ("UnsupportedMediaType", "The body has to be JSON. Send it with Content-Type: application/json."),
            StatusCodes.Status500InternalServerError =>
                ("InternalError", "A defect of the program. Nothing is known of the wish: repeat it under the same Idempotency-Key."),
            _ => (null, null),
        };
        if (reason is null) return;
        problem.Type = Problems.TypeOf(reason);
        problem.Title = Problems.Title(reason);
        problem.Detail = detail;
        problem.Extensions["reason"] = reason;
        if (problem.Status == StatusCodes.Status413PayloadTooLarge) problem.Extensions["limit"] = limit;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
