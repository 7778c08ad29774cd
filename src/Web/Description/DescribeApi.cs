using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AcdRouter.Web;

/// <summary>The head of the API's own description: its name, and how callers show who they are.</summary>
internal static class DescribeApi
{
    private const string Scheme = "bearer";

    public static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AcdRouter",
            Version = "v1",
            Description = "Support sessions and their routing. Every error is application/problem+json; a command may carry an Idempotency-Key.",
        };
        // Where it is served differs from machine to machine; the description does not.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a person or a customer." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
