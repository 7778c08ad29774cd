using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Metadata;

/// <summary>An assembly read as a file: nothing of it is loaded or run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="References">Names of the assemblies it needs.</param>
/// <param name="Methods">Its methods that carry attributes.</param>
internal sealed record BuiltAssembly(string Name, IReadOnlyList<string> References, IReadOnlyList<BuiltMethod> Methods)
{
    public static BuiltAssembly Open(string file)
    {
        File.Exists(file).ShouldBeTrue($"{Repository.Relative(file)} is not built: build the solution first.");
        using var stream = File.OpenRead(file);
        using var pe = new PEReader(stream);
        var reader = pe.GetMetadataReader();
        return new BuiltAssembly(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            [.. reader.AssemblyReferences.Select(each => reader.GetString(reader.GetAssemblyReference(each).Name)).Order(StringComparer.Ordinal)],
            [.. reader.MethodDefinitions.Select(each => Method(reader, each)).Where(each => each.Attributes.Count > 0)]);
    }

    private static BuiltMethod Method(MetadataReader reader, MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        var type = reader.GetTypeDefinition(method.GetDeclaringType());
        return new BuiltMethod(
            $"{reader.GetString(type.Name)}.{reader.GetString(method.Name)}",
            [.. method.GetCustomAttributes().Select(each => Attribute(reader, reader.GetCustomAttribute(each)))]);
    }

    private static BuiltAttribute Attribute(MetadataReader reader, CustomAttribute attribute)
    {
        var value = attribute.DecodeValue(AttributeTypes.Instance);
        return new BuiltAttribute(TypeOf(reader, attribute), [.. value.FixedArguments.Select(each => each.Value)], NamesOf(value.NamedArguments));
    }

    private static IReadOnlyList<string> NamesOf(ImmutableArray<CustomAttributeNamedArgument<string>> arguments) =>
        [.. arguments.Select(each => each.Name).OfType<string>()];

    private static string TypeOf(MetadataReader reader, CustomAttribute attribute)
    {
        switch (attribute.Constructor.Kind)
        {
            case HandleKind.MemberReference:
                var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
                return parent.Kind == HandleKind.TypeReference
                    ? reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name)
                    : "(generic)";
            default:
                var constructor = reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor);
                return reader.GetString(reader.GetTypeDefinition(constructor.GetDeclaringType()).Name);
        }
    }
}

/// <summary>A method that carries attributes.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Attributes">What it carries.</param>
internal sealed record BuiltMethod(string Name, IReadOnlyList<BuiltAttribute> Attributes)
{
    public IEnumerable<BuiltAttribute> Of(string type) => Attributes.Where(each => each.Type == type);
}

/// <summary>An attribute as written on a member.</summary>
/// <param name="Type">The attribute's type, without its namespace.</param>
/// <param name="Arguments">What its constructor is given.</param>
/// <param name="Named">Names of the properties set.</param>
internal sealed record BuiltAttribute(string Type, IReadOnlyList<object?> Arguments, IReadOnlyList<string> Named);
