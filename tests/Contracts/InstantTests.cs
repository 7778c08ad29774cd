using System.Text.Json;

namespace AcdRouter.Contracts.Tests;

public sealed class InstantTests
{
    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Is_cut_to_the_millisecond() =>
        Instant.From(Noon.ToDateTimeOffset().AddTicks(19_999)).ShouldBe(Noon.PlusMilliseconds(1));

    [Fact]
    public void Is_the_same_moment_in_every_zone() =>
        Instant.From(new DateTimeOffset(2026, 3, 2, 13, 0, 0, TimeSpan.FromHours(1))).ShouldBe(Noon);

    [Fact]
    public void Adds_and_subtracts_in_whole_milliseconds()
    {
        Noon.PlusSeconds(3).Since(Noon).ShouldBe(3_000);
        Noon.PlusSeconds(-3).Since(Noon).ShouldBe(-3_000);
        Noon.PlusMilliseconds(7).Since(Noon).ShouldBe(7);
    }

    [Fact]
    public void Is_ordered_by_time()
    {
        var later = Noon.PlusMilliseconds(1);
        (Noon < later).ShouldBeTrue();
        (later > Noon).ShouldBeTrue();
        (Noon <= later).ShouldBeTrue();
        (later >= Noon).ShouldBeTrue();
        Noon.CompareTo(later).ShouldBeNegative();
        Instant.MinValue.ShouldBeLessThan(Noon);
        Instant.MaxValue.ShouldBeGreaterThan(Noon);
    }

    [Fact]
    public void Is_written_in_UTC_with_milliseconds()
    {
        Noon.PlusMilliseconds(5).ToString().ShouldBe("2026-03-02T12:00:00.005Z");
        JsonSerializer.Serialize(Noon.PlusMilliseconds(5), ContractsJson.Options).ShouldBe("\"2026-03-02T12:00:00.005Z\"");
    }

    [Theory]
    [InlineData("\"2026-03-02T12:00:00Z\"")]
    [InlineData("\"2026-03-02T12:00:00.000Z\"")]
    [InlineData("\"2026-03-02T13:00:00+01:00\"")]
    [InlineData("\"2026-03-02T12:00:00.0009Z\"")]
    public void Is_read_from_any_ISO_8601_form(string json) =>
        JsonSerializer.Deserialize<Instant>(json, ContractsJson.Options).ShouldBe(Noon);

    [Theory]
    [InlineData("1772452800000")]
    [InlineData("\"yesterday\"")]
    [InlineData("null")]
    public void Is_read_from_nothing_else(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Instant>(json, ContractsJson.Options));

    [Fact]
    public void The_last_moment_survives_the_wire() =>
        JsonSerializer.Deserialize<Instant>(JsonSerializer.Serialize(Instant.MaxValue, ContractsJson.Options), ContractsJson.Options)
            .ShouldBe(Instant.MaxValue);
}
