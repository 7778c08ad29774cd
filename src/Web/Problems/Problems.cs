using System.Text;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AcdRouter.Web;

/// <summary>Every error as <c>application/problem+json</c>.</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "1";

    /// <summary>A refusal: its reason, the member at fault and everything that is at fault.</summary>
    public static IResult Of(Refusal refusal)
    {
        var status = RefusalStatus.Of(refusal.Reason);
        var problem = new ProblemDetails
        {
            Type = $"urn:acd:refusal:{Slug(refusal.Reason.ToString())}",
            Title = Title(refusal.Reason.ToString()),
            Detail = refusal.Message,
            Status = status,
            Extensions = { ["reason"] = refusal.Reason.ToString(), ["names"] = refusal.Names },
        };
        if (refusal.Field is not null) problem.Extensions["field"] = refusal.Field;
        return status == StatusCodes.Status503ServiceUnavailable
            ? new RetryLater(problem, RetryAfterSeconds)
            : TypedResults.Problem(problem);
    }

    /// <summary>Refused by the web itself, in the words of the engine.</summary>
    public static IResult Of(RefusalReason reason, string message, string? field = null) => Of(new Refusal(reason, message, field, []));

    /// <summary>The one answer for a session that does not exist, has ended, is another site's or is not the caller's to see.</summary>
    public static IResult UnknownSession() => Of(RefusalReason.UnknownSession, "There is no such session here, or it has ended.");

    /// <summary>The one answer for a request that does not exist or is not the caller's to see.</summary>
    public static IResult UnknownRequest() => Of(RefusalReason.UnknownRequest, "There is no such request here, or it has ended.");

    /// <summary>The one answer for a queue that does not exist or is not the caller's to see.</summary>
    public static IResult UnknownQueue() => Of(RefusalReason.UnknownQueue, "There is no such queue here.");

    /// <summary>The one answer for another site and for one that does not exist.</summary>
    public static IResult UnknownSite() => Of(RefusalReason.UnknownSite, "There is no such site here.");

    /// <summary>A record that does not exist or was forgotten.</summary>
    public static IResult UnknownRecord() =>
        TypedResults.Problem(New(
            StatusCodes.Status404NotFound, "UnknownRecord", "There is no such record here, or it is older than records are kept."));

    /// <summary>Something asked for too often.</summary>
    public static IResult TooMany(string detail, int retryAfterSeconds) => new RetryLater(
        New(StatusCodes.Status429TooManyRequests, "TooManyTries", detail),
        retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A problem that is not the engine's refusal.</summary>
    public static ProblemDetails New(int status, string reason, string detail, string? field = null)
    {
        var problem = new ProblemDetails
        {
            Type = TypeOf(reason),
            Title = Title(reason),
            Detail = detail,
            Status = status,
            Extensions = { ["reason"] = reason },
        };
        if (field is not null) problem.Extensions["field"] = field;
        return problem;
    }

    /// <summary>The type of a problem that is not the engine's refusal.</summary>
    public static string TypeOf(string reason) => $"urn:acd:problem:{Slug(reason)}";

    /// <summary><c>NotInControl</c> as <c>not-in-control</c>.</summary>
    internal static string Slug(string name) => Words(name, '-');

    /// <summary><c>NotInControl</c> as <c>Not in control</c>.</summary>
    internal static string Title(string name)
    {
        var words = Words(name, ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Words(string name, char separator)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && words.Length > 0) words.Append(separator);
            words.Append(char.ToLowerInvariant(c));
        }
        return words.ToString();
    }

    private sealed class RetryLater(ProblemDetails problem, string seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds;
            return TypedResults.Problem(problem).ExecuteAsync(httpContext);
        }
    }
}
