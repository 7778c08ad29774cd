using System.Reflection;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>The contracts on the bus, found by reflection, so that a new one is never forgotten.</summary>
internal static class BusContracts
{
    public static IReadOnlyList<Type> Commands { get; } = Find<ICommand>();

    public static IReadOnlyList<Type> Queries { get; } = Find<IQuery>();

    public static IReadOnlyList<Type> News { get; } = Find<INews>();

    /// <summary>The name of a contract on the bus.</summary>
    public static string NameOf(Type contract) => contract.GetCustomAttribute<EntityAttribute>()!.Name;

    /// <summary>Everything that has a name on the bus: answers and views too.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(ICommand).Assembly.GetExportedTypes().Where(type => type.GetCustomAttribute<EntityAttribute>() is not null).OrderBy(type => type.Name)];

    private static Type[] Find<T>() =>
    [
        .. from type in typeof(T).Assembly.GetExportedTypes()
           where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T))
           where type.GetCustomAttribute<EntityAttribute>() is not null
           orderby type.Name
           select type,
    ];
}
