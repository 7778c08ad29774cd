using System.Reflection;
using System.Text;

namespace AcdRouter.Contracts.Tests;

/// <summary>
/// Makes an instance of any contract with every member filled. A member's value follows from its own name alone: adding a member
/// changes no other one's value, and two members of one type differ, so that a mix-up shows.
/// </summary>
internal static class Example
{
    private const int Items = 2;

    // A contract that holds itself would never end; no contract nests deeper than this.
    private const int MaxDepth = 10;

    public static object Of(Type type) => Make(type, "", 0);

    private static object Make(Type type, string path, int depth)
    {
        if (depth > MaxDepth) throw new InvalidOperationException($"{path} nests deeper than {MaxDepth}.");
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Make(underlying, path, depth);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>)) return MakeList(type, path, depth);
        return Scalar(type, path) ?? MakeObject(type, path, depth);
    }

    private static object? Scalar(Type type, string path)
    {
        var number = NumberOf(path);
        if (type.IsEnum) return MakeEnum(type, number);
        if (type == typeof(string)) return Last(path);
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return number;
        if (type == typeof(long)) return (long)number;
        if (type == typeof(Guid)) return GuidOf(number);
        if (type == typeof(Instant)) return new Instant(1_772_355_600_000 + (number * 1_001L));
        if (type == typeof(SessionNumber)) return new SessionNumber(SessionNumber.Min + number);
        if (IsId(type, typeof(IGuidId<>))) return Activator.CreateInstance(type, GuidOf(number));
        if (IsId(type, typeof(ITextId<>))) return Activator.CreateInstance(type, Last(path).ToLowerInvariant());
        return null;
    }

    private static object MakeEnum(Type type, int number)
    {
        var values = Enum.GetValues(type).Cast<object>().Where(value => Convert.ToInt64(value, null) != 0).ToList();
        return values[number % values.Count];
    }

    private static object MakeList(Type type, string path, int depth)
    {
        var item = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(item, Items);
        for (var i = 0; i < Items; i++) items.SetValue(Make(item, $"{path}{i + 1}", depth + 1), i);
        var create = typeof(ValueList).GetMethod(nameof(ValueList.ToValueList))!.MakeGenericMethod(item);
        return create.Invoke(null, [items])!;
    }

    private static object MakeObject(Type type, string path, int depth)
    {
        if (type.Assembly != typeof(ICommand).Assembly)
            throw new NotSupportedException($"{path}: {type} is not a type of the contracts; teach {nameof(Example)} to make one.");
        if (type.IsAbstract) return Make(FirstDerived(type), path, depth);
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;
        var made = constructor.Invoke(
            [.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, $"{path}.{Camel(parameter.Name!)}", depth + 1))]);
        foreach (var property in Settable(type, constructor))
            property.SetValue(made, Make(property.PropertyType, $"{path}.{Camel(property.Name)}", depth + 1));
        return made;
    }

    private static IEnumerable<PropertyInfo> Settable(Type type, ConstructorInfo constructor) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && constructor.GetParameters().All(parameter => parameter.Name != property.Name));

    private static Type FirstDerived(Type type) =>
        ContractTypes.Records.FirstOrDefault(each => each.IsSubclassOf(type))
        ?? throw new NotSupportedException($"Nothing derives from {type}.");

    private static bool IsId(Type type, Type definition) =>
        type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == definition);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static Guid GuidOf(int number) => Guid.Parse($"00000000-0000-4000-8000-{number:D12}");

    // FNV-1a, cut to three digits: the same on every machine, unlike GetHashCode.
    private static int NumberOf(string path)
    {
        var hash = 2_166_136_261u;
        foreach (var value in Encoding.UTF8.GetBytes(Last(path))) hash = (hash ^ value) * 16_777_619u;
        return (int)(1 + (hash % 999));
    }
}
