using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AcdRouter.Web;

/// <summary>What the API's own description says of a route beyond its types: whether it is open, and takes an Idempotency-Key.</summary>
internal static class DescribeOperations
{
    public static Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        if (isOpen) operation.Security = [];
        if (metadata.OfType<CommandMetadata>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Key(isOpen ? CommandIds.MinAnonymousLength : 1));
        }
        if (metadata.OfType<OtherAnswerMetadata>().FirstOrDefault() is { } other && operation.Responses?["200"] is { Content: { } content })
        {
            var answer = content["application/json"];
            answer.Schema = new OpenApiSchema { OneOf = [answer.Schema!, new OpenApiSchemaReference(other.Answer.Name, context.Document)] };
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Key(int minLength) => new()
    {
        Name = CommandIds.Header,
        In = ParameterLocation.Header,
        Description = "Names the wish: the same key again has one effect and one answer. Visible ASCII characters; a GUID is best.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Pattern = "^[!-~]+$",
            MinLength = minLength,
            MaxLength = CommandIds.MaxLength,
        },
    };
}

/// <summary>Marks the routes that bring a command.</summary>
internal sealed class CommandMetadata;

/// <summary>A route has a second kind of answer.</summary>
/// <param name="Answer">Its type, which another route answers with as well.</param>
internal sealed record OtherAnswerMetadata(Type Answer);
