using System.Text.Json;

namespace AcdRouter.Contracts.Tests;

public sealed class ContractsJsonTests
{
    private const string Good = """{"agent":"ann","rank":2}""";

    [Fact]
    public void A_member_with_a_default_may_be_left_out() =>
        Read("""{"agent":"ann"}""").ShouldBe(new MemberSettings(new PersonId("ann"), 1));

    [Theory]
    [InlineData("""{"Agent":"ann","rank":2}""")]
    [InlineData("""{"agent":"ann","rank":"2"}""")]
    [InlineData("""{"agent":"ann","rank":2.5}""")]
    [InlineData("""{"agent":"ann","agent":"bob","rank":2}""")]
    [InlineData("""{"agent":"ann","rank":2,}""")]
    [InlineData("""{"agent":"ann"} {}""")]
    [InlineData("""[]""")]
    public void A_mistaken_message_is_refused(string json)
    {
        Read(Good).ShouldBe(new MemberSettings(new PersonId("ann"), 2));
        Should.Throw<JsonException>(() => Read(json));
    }

    [Fact]
    public void A_message_nested_deeper_than_any_contract_is_refused()
    {
        var nested = new string('[', ContractsJson.MaxDepth + 1) + new string(']', ContractsJson.MaxDepth + 1);
        Should.Throw<JsonException>(() => Read($$"""{"agent":"ann","unknown":{{nested}}}"""));
    }

    [Fact]
    public void The_refusal_names_the_place() =>
        Should.Throw<JsonException>(() => Read("""{"agent":"Ann Miller"}""")).Path.ShouldBe("$.agent");

    [Fact]
    public void The_options_cannot_be_changed() => ContractsJson.Options.IsReadOnly.ShouldBeTrue();

    private static MemberSettings? Read(string json) => JsonSerializer.Deserialize<MemberSettings>(json, ContractsJson.Options);
}
