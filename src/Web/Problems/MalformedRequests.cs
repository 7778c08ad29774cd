using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace AcdRouter.Web;

/// <summary>Says in the API's words why a request could not be read.</summary>
internal static partial class MalformedRequests
{
    /// <summary>By the framework's name of a parameter's type.</summary>
    private static readonly (string Type, string Expected)[] Parameters =
    [
        ("Guid", "a GUID"),
        ("bool", "true or false"),
        ("Boolean", "true or false"),
        ("int", "a whole number"),
        ("Int32", "a whole number"),
        ("DateTimeOffset", "a time such as 2026-03-01T09:30:00.000Z"),
    ];

    /// <summary>The problem that a request which could not be read is answered with.</summary>
    /// <param name="bad">What the framework threw.</param>
    /// <param name="route">The route that it was sent to; null for none.</param>
    /// <param name="json">How bodies are read.</param>
    public static ProblemDetails Explain(BadHttpRequestException bad, Endpoint? route, JsonSerializerOptions json)
    {
        if (bad.StatusCode is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType)
        {
            var problem = new ProblemDetails { Status = bad.StatusCode };
            FrameworkProblems.Complete(problem, route, "");
            return problem;
        }
        var (field, detail) = bad switch
        {
            MalformedRequestException own => (own.Field, own.Message),
            { InnerException: JsonException mistake } =>
                JsonMistakes.Explain(mistake, route?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, json),
            _ => Explain(bad.Message),
        };
        return Problems.New(bad.StatusCode, "MalformedRequest", detail, field);
    }

    private static (string? Field, string Detail) Explain(string message)
    {
        if (Parameter().Match(message) is { Success: true } parameter)
        {
            var name = parameter.Groups["name"].Value;
            var type = parameter.Groups["type"].Value;
            var expected = Parameters.FirstOrDefault(each => type.Contains(each.Type, StringComparison.Ordinal)).Expected;
            return (name, expected is null ? $"{name}: cannot be read." : $"{name}: expected {expected}.");
        }
        return message.StartsWith("Required parameter", StringComparison.Ordinal)
            || message.StartsWith("Implicit body", StringComparison.Ordinal)
            ? (null, "A body in JSON is required here; see /openapi/v1.json.")
            : (null, FrameworkProblems.Unreadable);
    }

    [GeneratedRegex("^Failed to bind parameter \"(?<type>.+) (?<name>[^\" ]+)\" from")]
    private static partial Regex Parameter();
}
