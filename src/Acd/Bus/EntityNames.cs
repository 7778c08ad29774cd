using System.Reflection;
using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Names exchanges after <see cref="EntityAttribute"/>, so that moving a type moves nothing on the wire.</summary>
internal sealed class EntityNames(IEntityNameFormatter otherwise) : IEntityNameFormatter
{
    public string FormatEntityName<T>()
    {
        if (typeof(T).GetCustomAttribute<EntityAttribute>() is { } entity) return entity.Name;
        if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Fault<>)
            && typeof(T).GetGenericArguments()[0].GetCustomAttribute<EntityAttribute>() is { } faulted)
        {
            return $"{faulted.Name}-fault";
        }
        return otherwise.FormatEntityName<T>();
    }
}
