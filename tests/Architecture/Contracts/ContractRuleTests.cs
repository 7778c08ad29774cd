using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AcdRouter.Contracts;

namespace AcdRouter.Architecture.Tests.Contracts;

/// <summary>What other services build on: names that never move, shapes without behaviour, reasons that are explained.</summary>
public sealed partial class ContractRuleTests
{
    private static readonly Type[] Types = typeof(ICommand).Assembly.GetExportedTypes();

    private static readonly Type[] Records =
        [.. Types.Where(type => type.IsClass && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null)];

    private static readonly Type[] Messages = [.. Types.Where(type => type.GetCustomAttribute<EntityAttribute>() is not null)];

    [Theory]
    [InlineData(typeof(ICommand))]
    [InlineData(typeof(INews))]
    [InlineData(typeof(IQuery))]
    public void Every_message_of_the_bus_has_a_name_there(Type kind)
    {
        var kinds = Types.Where(type => type.IsClass && kind.IsAssignableFrom(type)).ToList();
        kinds.ShouldNotBeEmpty();
        kinds.Except(Messages).Select(type => type.Name).ShouldBeEmpty($"They carry no [Entity], so that moving their namespace would move the wire.");
    }

    [Fact]
    public void Every_message_is_a_sealed_record_without_a_base() =>
        Messages.Where(type => !type.IsSealed || !Records.Contains(type) || type.BaseType != typeof(object))
            .Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Every_message_is_of_one_kind_at_most() =>
        Messages.Where(type => new[] { typeof(ICommand), typeof(INews), typeof(IQuery), typeof(INeighbourMessage) }.Count(kind => kind.IsAssignableFrom(type)) > 1)
            .Select(type => type.Name).ShouldBeEmpty();

    [Fact]
    public void Names_on_the_bus_are_lower_case_words_joined_by_hyphens() =>
        Messages.Select(type => type.GetCustomAttribute<EntityAttribute>()!.Name).Where(name => !KebabCase().IsMatch(name)).ShouldBeEmpty();

    [Fact]
    public void Names_on_the_bus_are_unique() =>
        Messages.GroupBy(type => type.GetCustomAttribute<EntityAttribute>()!.Name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.Name))}").ShouldBeEmpty();

    [Fact]
    public void Records_hold_no_list_that_compares_by_reference() =>
        (from type in Records
         from property in type.GetProperties()
         let held = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
         where held != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(held)
         where !held.IsGenericType || held.GetGenericTypeDefinition() != typeof(ValueList<>)
         select $"{type.Name}.{property.Name}").ShouldBeEmpty($"Use {nameof(ValueList)}.");

    [Fact]
    public void Numbers_of_enums_are_unique_and_zero_is_nothing_that_is_sent() =>
        (from type in Types.Where(type => type.IsEnum)
         let numbers = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(each => Convert.ToInt64(each, null)).ToList()
         where numbers.Distinct().Count() != numbers.Count || (numbers.Contains(0) && Enum.GetName(type, 0) != "None")
         select type.Name).ShouldBeEmpty();

    [Fact]
    public void Zero_is_reserved_among_the_reasons_for_a_refusal() =>
        Enum.GetName(typeof(RefusalReason), 0).ShouldBe(nameof(RefusalReason.None));

    [Fact]
    public void Every_value_of_an_enum_is_documented()
    {
        var documented = Documentation();
        (from type in Types.Where(type => type.IsEnum)
         from name in Enum.GetNames(type)
         where documented.GetValueOrDefault($"F:{type.FullName}.{name}") is not { Length: > 0 }
         select $"{type.Name}.{name}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_query_says_which_view_answers_it()
    {
        var documented = Documentation();
        Types.Where(type => type.IsClass && typeof(IQuery).IsAssignableFrom(type))
            .Where(type => documented.GetValueOrDefault($"T:{type.FullName}")?.Contains("Answered with", StringComparison.Ordinal) != true)
            .Select(type => type.Name).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Documentation()
    {
        var file = Path.ChangeExtension(typeof(ICommand).Assembly.Location, ".xml");
        return XDocument.Load(file).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")?.Value.Trim() ?? "", StringComparer.Ordinal);
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
