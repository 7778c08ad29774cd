using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace AcdRouter.Web;

/// <summary>Turns what was thrown into a problem; what it does not know it leaves to the framework, which answers 500 without details.</summary>
internal sealed partial class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            EngineUnavailableException => new ProblemDetails
            {
                Type = "urn:acd:problem:engine-unavailable",
                Title = "Engine unavailable",
                Detail = exception.Message,
                Status = StatusCodes.Status503ServiceUnavailable,
            },
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemDetails
            {
                Type = "urn:acd:problem:body-too-large",
                Title = "Body too large",
                Detail = string.Create(CultureInfo.InvariantCulture, $"The body is longer than the {WebLimits.MaxBodyBytes} bytes that a request may have."),
                Status = StatusCodes.Status413PayloadTooLarge,
            },
            BadHttpRequestException bad => new ProblemDetails
            {
                Type = "urn:acd:problem:malformed",
                Title = "Malformed request",
                // The framework's sentence names the parameter; the reader's names the member and what it should be.
                Detail = bad.InnerException is { } inner ? $"{bad.Message} {inner.Message}" : bad.Message,
                Status = bad.StatusCode,
            },
            _ => null,
        };
        if (problem is null)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no route");
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
