using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AcdRouter.Web;

/// <summary>Turns what was thrown into a problem; what it does not know it leaves to the framework, which answers 500 without details.</summary>
internal sealed partial class ExceptionProblems(
    IProblemDetailsService problems, IOptions<JsonOptions> json, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The context itself has forgotten its route by now.
        var route = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var problem = exception switch
        {
            EngineUnavailableException => Problems.New(StatusCodes.Status503ServiceUnavailable, "EngineUnavailable", exception.Message),
            BadHttpRequestException bad => MalformedRequests.Explain(bad, route, json.Value.SerializerOptions),
            _ => null,
        };
        if (problem is null)
        {
            LogFailed(exception, httpContext.Request.Method, route?.DisplayName ?? "no route");
            return false;
        }
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (exception is EngineUnavailableException away)
        {
            httpContext.Response.Headers.RetryAfter = away.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
        return true;
    }
}
