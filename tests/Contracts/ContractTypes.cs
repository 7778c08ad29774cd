using System.Reflection;

namespace AcdRouter.Contracts.Tests;

/// <summary>Every type of the contracts, found by looking, so that a new one cannot be forgotten.</summary>
internal static class ContractTypes
{
    /// <summary>Every record class that can be made: commands, answers, news, queries, views and what they hold.</summary>
    public static IReadOnlyList<Type> Records { get; } =
    [
        .. typeof(ICommand).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && IsRecord(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<Type> Enums { get; } =
        [.. typeof(ICommand).Assembly.GetExportedTypes().Where(type => type.IsEnum).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Folder and name of the file that freezes a type; the type's name, for a move between namespaces changes no wire.</summary>
    public static string SnapshotOf(Type type) => $"wire/{type.Name}";

    // Every record class has this method, and nothing else can: its name cannot be written in C#.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;
}
