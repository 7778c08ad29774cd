using AcdRouter.Architecture.Tests.Metadata;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Behaviours;

/// <summary>Every behaviour that is built has a test of what it does and a test of what it excludes.</summary>
public sealed class BehaviourTests
{
    [Fact]
    public void Every_behaviour_built_is_proved_and_its_excluded_case_is_refused()
    {
        var gaps = Gaps(Scope.Built, BehaviourTag.All);
        if (gaps.Count > 0) Assert.Fail($"{gaps.Count} of {Scope.Built.Count} behaviours lack a test:\n{string.Join('\n', gaps)}");
    }

    [Fact]
    public void Every_tag_names_a_behaviour_of_the_specification() =>
        BehaviourTag.All.Where(tag => !Scope.Known.Contains(tag.Behaviour, StringComparer.Ordinal))
            .Select(tag => $"\"{tag.Behaviour}\" on {tag.Where}").ShouldBeEmpty();

    [Fact]
    public void Every_tag_stands_on_a_test_that_runs() =>
        BehaviourTag.All.Where(tag => !tag.Runs).Select(tag => $"{tag.Behaviour} on {tag.Where}").ShouldBeEmpty();

    [Fact]
    public void A_gap_is_found_on_either_side()
    {
        BehaviourTag[] tags =
        [
            new("S1", true, "here", true), new("S1", false, "here", true),
            new("S2", true, "here", true),
            new("S3", false, "here", true), new("S3", true, "here", false),
        ];
        Gaps(["S1", "S2", "S3", "S4"], tags).ShouldBe(
        [
            "  S2    Accepts       -",
            "  S3          - Refuses",
            "  S4          -       -",
        ]);
    }

    [Fact, Accepts("S1"), Refuses("I10")]
    public void Tags_are_read_from_what_was_built()
    {
        var tags = BehaviourTag.In(BuiltAssembly.Open(typeof(BehaviourTests).Assembly.Location)).ToList();
        var here = $"AcdRouter.Architecture.Tests: {nameof(BehaviourTests)}.{nameof(Tags_are_read_from_what_was_built)}";
        tags.ShouldContain(new BehaviourTag("S1", true, here, true));
        tags.ShouldContain(new BehaviourTag("I10", false, here, true));
        tags.ShouldContain(tag => tag.Behaviour == "S2" && !tag.Runs, "A tag on a method that is no test counts for nothing.");
    }

    [Fact]
    public void A_test_that_may_be_skipped_counts_for_nothing()
    {
        BuiltAttribute tag = new(nameof(AcceptsAttribute), ["S1"], []);
        Runs(new BuiltAttribute(nameof(FactAttribute), [], ["Timeout"])).ShouldBeTrue();
        Runs(new BuiltAttribute(nameof(TheoryAttribute), [], ["SkipUnless"])).ShouldBeFalse();

        bool Runs(BuiltAttribute mark) => BehaviourTag.In(new BuiltAssembly("a", [], [new BuiltMethod("m", [mark, tag])])).Single().Runs;
    }

    [Fact]
    public void Everything_built_is_known() => Scope.Built.Except(Scope.Known).ShouldBeEmpty();

    [Accepts("S2")]
    internal static void NoTestAtAll()
    {
    }

    private static List<string> Gaps(IReadOnlyList<string> behaviours, IReadOnlyList<BehaviourTag> tags)
    {
        var proved = Set(accepts: true);
        var excluded = Set(accepts: false);
        return
        [
            .. behaviours.Where(each => !proved.Contains(each) || !excluded.Contains(each)).Select(each =>
                $"  {each,-4} {(proved.Contains(each) ? "Accepts" : "-"),8} {(excluded.Contains(each) ? "Refuses" : "-"),7}"),
        ];

        HashSet<string> Set(bool accepts) =>
            [.. tags.Where(tag => tag.Runs && tag.Accepts == accepts).Select(tag => tag.Behaviour)];
    }
}
