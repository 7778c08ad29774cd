using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Contracts.Tests;

/// <summary>Every contract's JSON is frozen by a snapshot; what was sent yesterday is understood today.</summary>
public sealed class WireTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractsJson.Options) { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    public static TheoryData<string> Records => [.. ContractTypes.Records.Select(type => type.Name)];

    [Fact]
    public void Names_of_contracts_are_unique_so_that_each_has_a_snapshot_of_its_own() =>
        ContractTypes.Records.Select(type => type.Name).ShouldBeUnique();

    [Theory, MemberData(nameof(Records))]
    public void Is_written_as_accepted_and_comes_back_equal_from_it(string name)
    {
        var type = TypeOf(name);
        var snapshot = ContractTypes.SnapshotOf(type);
        Snapshot.Match(snapshot, JsonSerializer.Serialize(Example.Of(type), type, Indented));
        var read = JsonSerializer.Deserialize(Snapshot.Read(snapshot), type, ContractsJson.Options);
        Equals(read, Example.Of(type)).ShouldBeTrue($"{name} came back as {read}");
    }

    [Theory, MemberData(nameof(Records))]
    public void Passes_over_a_member_it_does_not_know(string name)
    {
        var type = TypeOf(name);
        var json = Json(type);
        json["aMemberOfALaterVersion"] = 1;
        Equals(Read(json, type), Example.Of(type)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Records))]
    public void Is_refused_without_a_member_that_has_no_default(string name)
    {
        var type = TypeOf(name);
        foreach (var member in RequiredMembers(type))
        {
            var json = Json(type);
            json.Remove(member).ShouldBeTrue();
            Should.Throw<JsonException>(() => Read(json, type), $"{name} without {member}");
        }
    }

    [Theory, MemberData(nameof(Records))]
    public void Is_refused_with_null_where_the_contract_does_not_allow_it(string name)
    {
        var type = TypeOf(name);
        foreach (var property in ContractsJson.Options.GetTypeInfo(type).Properties.Where(each => !each.IsSetNullable && each.Set is not null))
        {
            var json = Json(type);
            json[property.Name] = null;
            Should.Throw<JsonException>(() => Read(json, type), $"{name} with {property.Name} null");
        }
    }

    [Fact]
    public void No_contract_that_was_accepted_has_gone()
    {
        var gone = Snapshot.Names("wire").Except(ContractTypes.Records.Select(ContractTypes.SnapshotOf), StringComparer.Ordinal).ToList();
        gone.ShouldBeEmpty("These are sent by others; a contract is kept as long as anybody may send it. One never published: delete its snapshot.");
    }

    [Fact]
    public void Every_enum_is_its_names_never_a_number_and_refuses_a_name_it_does_not_know()
    {
        foreach (var type in ContractTypes.Enums)
        {
            foreach (var value in Enum.GetValues(type))
            {
                var json = JsonSerializer.Serialize(value, type, ContractsJson.Options);
                json.ShouldStartWith("\"", Case.Sensitive, $"{type.Name}.{value}");
                JsonSerializer.Deserialize(json, type, ContractsJson.Options).ShouldBe(value);
            }
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("1", type, ContractsJson.Options), type.Name);
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("\"no such name\"", type, ContractsJson.Options), type.Name);
        }
    }

    [Fact]
    public void Every_enum_has_the_names_and_numbers_accepted()
    {
        var names = new JsonObject();
        foreach (var type in ContractTypes.Enums)
        {
            var values = new JsonObject();
            foreach (var value in Enum.GetValues(type))
                values[JsonSerializer.SerializeToNode(value, type, ContractsJson.Options)!.GetValue<string>()] = Convert.ToInt64(value, null);
            names[type.Name] = values;
        }
        Snapshot.Match("enums", names.ToJsonString(Indented));
    }

    private static Type TypeOf(string name) => ContractTypes.Records.Single(type => type.Name == name);

    private static JsonObject Json(Type type) => JsonSerializer.SerializeToNode(Example.Of(type), type, ContractsJson.Options)!.AsObject();

    private static object? Read(JsonObject json, Type type) => JsonSerializer.Deserialize(json, type, ContractsJson.Options);

    private static IEnumerable<string> RequiredMembers(Type type) =>
        ContractsJson.Options.GetTypeInfo(type).Properties.Where(property => property.IsRequired).Select(property => property.Name);
}
