using AcdRouter.Journals;

namespace AcdRouter.Servers.Tests.Redis;

public sealed class RedisAddressTests
{
    [Fact]
    public void An_address_is_read_and_printed_without_its_password()
    {
        var address = RedisAddress.Parse("rediss://:p%40ss@cache.example:7000/3");
        address.ShouldBe(new RedisAddress("cache.example", 7000, 3, true, "p@ss"));
        address.ToString().ShouldBe("rediss://:***@cache.example:7000/3");
        RedisAddress.Parse("redis://cache").ShouldBe(new RedisAddress("cache", 6379, 0, false, null));
    }

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://cache")]
    [InlineData("redis://")]
    [InlineData("redis://somebody:secret@cache")]
    [InlineData("redis://:secret@cache/db")]
    public void What_is_no_address_is_refused_without_saying_the_password(string text)
    {
        RedisAddress.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotContain("secret");
    }
}
