using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Replaying;

public class ReplayRuleTests
{
    [Theory]
    [InlineData("first-come", 0)]
    [InlineData("head-start:90", 90)]
    [InlineData("head-start:86400", 86_400)]
    public void Reads_what_it_writes(string text, int seconds)
    {
        ReplayRule.TryParse(text, out var rule).ShouldBeTrue();
        rule.HeadStartSeconds.ShouldBe(seconds);
        rule.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("head-start")]
    [InlineData("head-start:")]
    [InlineData("head-start:-5")]
    [InlineData("head-start:0")]
    [InlineData("head-start:86401")]
    [InlineData("last-come")]
    public void Refuses_what_is_no_rule(string text) => ReplayRule.TryParse(text, out _).ShouldBeFalse();
}
