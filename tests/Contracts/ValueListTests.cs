using System.Text.Json;

namespace AcdRouter.Contracts.Tests;

public sealed class ValueListTests
{
    [Fact]
    public void Is_equal_when_its_items_are_equal_and_in_the_same_order()
    {
        ValueList<string> list = ["a", "b"];
        list.ShouldBe(["a", "b"]);
        list.Equals((ValueList<string>)["a", "b"]).ShouldBeTrue();
        list.GetHashCode().ShouldBe(((ValueList<string>)["a", "b"]).GetHashCode());
        list.Equals((ValueList<string>)["b", "a"]).ShouldBeFalse();
        list.Equals((ValueList<string>)["a"]).ShouldBeFalse();
        list.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Records_that_hold_one_compare_by_value() =>
        new RoutingTarget(null, [new PersonId("ann")]).ShouldBe(new RoutingTarget(null, [new PersonId("ann")]));

    [Fact]
    public void Does_not_change_with_what_it_was_made_from()
    {
        List<int> source = [1, 2];
        var list = source.ToValueList();
        source.Add(3);
        list.Count.ShouldBe(2);
        list[1].ShouldBe(2);
        list.AsSpan().ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void Reads_as_its_items() => ((ValueList<int>)[1, 2]).ToString().ShouldBe("[1, 2]");

    [Theory]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[1,2,3]")]
    public void Is_an_array_on_the_wire(string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<ValueList<int>>(json, ContractsJson.Options), ContractsJson.Options).ShouldBe(json);

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[1,null]")]
    [InlineData("[[1]]")]
    [InlineData("[1")]
    public void Is_refused_in_any_other_form(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ValueList<int>>(json, ContractsJson.Options));

    [Fact]
    public void Holds_no_null_on_the_wire() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ValueList<string>>("[\"a\",null]", ContractsJson.Options));
}
