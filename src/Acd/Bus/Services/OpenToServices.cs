using System.Collections.Frozen;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// The rule of what another service may send: every command and query of the contracts, but those listed here. A new contract is open
/// unless it is entered; news and what the parts of the engine tell one another are neither command nor query and never open.
/// </summary>
internal static class OpenToServices
{
    /// <summary>Closed ones by entity, and why.</summary>
    private static readonly FrozenDictionary<string, string> Closed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["configure-site"] = "a site's administrator puts settings in force, over HTTP",
        ["confirm-lines"] = "the engine's own processes say which of them hold lines",
        ["wake"] = "the engine's own processes wake one another",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Closed members: they are the engine's own, and null to everybody else.</summary>
    private static readonly FrozenDictionary<Type, string> ClosedMembers = new Dictionary<Type, string>
    {
        [typeof(ReportAgentConnection)] = "holder",
        [typeof(ReportSessionPage)] = "holder",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Type> ByEntity =
        BusContracts.Commands.Concat(BusContracts.Queries)
            .Where(type => !Closed.ContainsKey(BusContracts.NameOf(type)))
            .ToFrozenDictionary(BusContracts.NameOf, StringComparer.Ordinal);

    /// <summary>The entities that are open, in order.</summary>
    public static IReadOnlyList<string> Entities { get; } = [.. ByEntity.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The contract of an entity that is open; null for any other name.</summary>
    public static Type? Find(string? entity) => entity is null ? null : ByEntity.GetValueOrDefault(entity);

    /// <summary>Why an entity is closed; null where it is open, or no entity.</summary>
    public static string? WhyClosed(string entity) => Closed.GetValueOrDefault(entity);

    /// <summary>The member of a contract that only the engine's own processes set; null where there is none.</summary>
    public static string? ClosedMember(Type contract) => ClosedMembers.GetValueOrDefault(contract);
}
