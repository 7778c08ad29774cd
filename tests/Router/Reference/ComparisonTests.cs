using AcdRouter.Testing;

namespace AcdRouter.Router.Tests.Reference;

/// <summary>The real router and the reference decide the same commands, drawn from a seed, and must agree after each one.</summary>
public sealed class ComparisonTests
{
    private const int Steps = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    [Accepts("R2"), Accepts("R3"), Accepts("R7"), Accepts("R16"), Accepts("R18"), Accepts("I1"), Accepts("I2"), Accepts("I4"), Accepts("I5")]
    public void I4_I5_R2_R3_the_router_offers_what_full_scans_would_offer(int seed)
    {
        var pair = new ComparedPair(seed);
        for (var step = 1; step <= Steps; step++)
        {
            var what = pair.Step();
            pair.Real().ShouldBe(pair.Reference.Picture(), $"seed {seed}, step {step}: {what}");
        }
        pair.Finish();
    }
}
