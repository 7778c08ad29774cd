using AcdRouter.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AcdRouter.Web;

/// <summary>Contracts write themselves by converters, which a schema cannot look into: says here what they look like.</summary>
internal static class ContractSchemas
{
    public static async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Implements(type, typeof(IGuidId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "uuid";
        }
        else if (Implements(type, typeof(ITextId<>)))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[a-z0-9][a-z0-9._-]*$";
            schema.MinLength = 1;
            schema.MaxLength = TextIds.MaxLength;
        }
        else if (type == typeof(SessionNumber))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[1-9][0-9]{8}$";
        }
        else if (type == typeof(Instant))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellationToken);
        }
    }

    private static bool Implements(Type type, Type open) =>
        type.IsValueType && type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == open);
}
