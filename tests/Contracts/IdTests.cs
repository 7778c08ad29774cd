using System.Text.Json;

namespace AcdRouter.Contracts.Tests;

public sealed class IdTests
{
    private static readonly Guid Some = Guid.Parse("3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11");

    public static TheoryData<Type> GuidIds => [.. IdTypes(typeof(IGuidId<>))];

    public static TheoryData<Type> TextIds => [.. IdTypes(typeof(ITextId<>))];

    [Theory, MemberData(nameof(GuidIds))]
    public void An_id_made_by_a_program_is_its_bare_GUID_on_the_wire(Type type)
    {
        var id = Activator.CreateInstance(type, Some)!;
        var json = JsonSerializer.Serialize(id, type, ContractsJson.Options);
        json.ShouldBe($"\"{Some:D}\"");
        JsonSerializer.Deserialize(json, type, ContractsJson.Options).ShouldBe(id);
        id.ToString().ShouldBe(Some.ToString());
    }

    [Theory, MemberData(nameof(GuidIds))]
    public void An_id_made_by_a_program_is_refused_in_any_other_form(Type type)
    {
        string[] wrong = ["null", "1", "\"\"", "\"3f2b8f6e\"", "{}", $"\"{{{Some}}}\""];
        foreach (var json in wrong)
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, type, ContractsJson.Options), json);
    }

    [Theory, MemberData(nameof(TextIds))]
    public void An_id_chosen_by_people_is_its_bare_text_on_the_wire(Type type)
    {
        string[] right = ["a", "0", "first-line", "ann.miller_2", new string('x', Contracts.TextIds.MaxLength)];
        foreach (var text in right)
        {
            var id = JsonSerializer.Deserialize($"\"{text}\"", type, ContractsJson.Options)!;
            id.ToString().ShouldBe(text);
            JsonSerializer.Serialize(id, type, ContractsJson.Options).ShouldBe($"\"{text}\"");
        }
    }

    [Theory, MemberData(nameof(TextIds))]
    public void An_id_chosen_by_people_is_refused_when_it_is_not_well_formed(Type type)
    {
        string[] wrong = ["", "A", "ann miller", "-a", ".a", "_a", "ä", "a/b", new string('x', Contracts.TextIds.MaxLength + 1)];
        foreach (var text in wrong)
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize($"\"{text}\"", type, ContractsJson.Options), text);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize("null", type, ContractsJson.Options));
    }

    [Fact]
    public void Ids_chosen_by_people_are_ordered_by_their_characters_alike_in_every_culture() =>
        new[] { new PersonId("b"), new PersonId("a_b"), new PersonId("a-b"), new PersonId("ab") }.Order().Select(id => id.Value)
            .ShouldBe(["a-b", "a_b", "ab", "b"]);

    private static IEnumerable<Type> IdTypes(Type definition) =>
        typeof(ICommand).Assembly.GetExportedTypes()
            .Where(type => type.IsValueType && type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == definition));
}
