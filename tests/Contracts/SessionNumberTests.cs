using System.Text.Json;

namespace AcdRouter.Contracts.Tests;

public sealed class SessionNumberTests
{
    [Theory]
    [InlineData("123456789", 123_456_789)]
    [InlineData("123 456 789", 123_456_789)]
    [InlineData("123-456-789", 123_456_789)]
    [InlineData("123.456.789 ", 123_456_789)]
    [InlineData("100000000", SessionNumber.Min)]
    [InlineData("999999999", SessionNumber.Max)]
    public void Is_read_as_people_type_it(string typed, int value)
    {
        SessionNumber.TryParse(typed, out var number).ShouldBeTrue();
        number.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678")]
    [InlineData("1234567890")]
    [InlineData("012345678")]
    [InlineData("12345678a")]
    [InlineData("+123456789")]
    [InlineData("١٢٣٤٥٦٧٨٩")]
    [InlineData("123456789                        ")]
    public void Is_not_read_from_anything_else(string? typed)
    {
        SessionNumber.TryParse(typed, out var number).ShouldBeFalse();
        number.ShouldBe(default);
    }

    [Fact]
    public void Is_a_text_of_nine_digits_on_the_wire()
    {
        JsonSerializer.Serialize(new SessionNumber(123_456_789), ContractsJson.Options).ShouldBe("\"123456789\"");
        JsonSerializer.Deserialize<SessionNumber>("\"123 456 789\"", ContractsJson.Options).Value.ShouldBe(123_456_789);
    }

    [Theory]
    [InlineData("123456789")]
    [InlineData("\"12345678\"")]
    [InlineData("null")]
    public void Is_refused_in_any_other_form_on_the_wire(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SessionNumber>(json, ContractsJson.Options));
}
