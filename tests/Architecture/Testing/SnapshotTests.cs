using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Testing;

public sealed class SnapshotTests
{
    [Fact]
    public void What_was_accepted_is_found_again_whatever_its_line_ends() => Snapshot.Match("testing/two-lines", "[\r\n]\r\n");

    [Fact]
    public void A_difference_fails_and_says_how_to_accept_it() =>
        WhenComparing(() => Should.Throw<ShouldAssertException>(() => Snapshot.Match("testing/two-lines", "[1\n]")).Message
            .ShouldContain(Snapshot.AcceptVariable));

    [Fact]
    public void A_snapshot_that_is_missing_fails_and_says_how_to_accept_it() =>
        Should.Throw<ShouldAssertException>(() => Snapshot.Read("testing/none")).Message.ShouldContain(Snapshot.AcceptVariable);

    [Theory]
    [InlineData("../outside ")]
    [InlineData("a b")]
    public void A_name_that_cannot_name_a_file_is_refused(string name) => Should.Throw<ShouldAssertException>(() => Snapshot.Match(name, ""));

    // While snapshots are being accepted, a difference is written instead of failing.
    private static void WhenComparing(Action test)
    {
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) != "1") test();
    }
}
