using AcdRouter.Simulation.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Faults;

public sealed class WorldTests
{
    private const int Worlds = 200;
    private const int Commands = 2_000;
    private const int FaultsAtLeast = 20;

    [Fact]
    [Accepts("I1"), Accepts("I2"), Accepts("I3"), Accepts("I4"), Accepts("I5"), Accepts("I6"), Accepts("I7"), Accepts("I8"), Accepts("I9"), Accepts("I10")]
    public void Every_invariant_holds_in_two_hundred_worlds_of_faults()
    {
        var report = FaultSimulation.Run(new FaultSimulationOptions { Worlds = Worlds, Commands = Commands }, null, TestContext.Current.CancellationToken);

        if (report.Failures.Count > 0) Assert.Fail(string.Join("\n\n", report.Failures.Select(each => each.Text)));
        report.Worlds.Count.ShouldBe(Worlds);
        report.Worlds.ShouldAllBe(each => each.Commands >= Commands);
        report.Worlds.ShouldAllBe(each => each.Faults >= FaultsAtLeast);
        report.Worlds.Sum(each => each.Assignments).ShouldBeGreaterThan(Worlds * 20, "worlds in which hardly anything is handed over prove little");
        EveryKindOf(report, each => each.FaultsByKind).ShouldContainAll(FaultsExpected);
        EveryKindOf(report, each => each.AcceptedByCommand).ShouldContainAll(CommandsExpected);
    }

    [Fact]
    [Accepts("I8")]
    public void The_same_seed_plays_the_same_world()
    {
        var options = new WorldOptions { Seed = 4711, Commands = 600 };

        World.Run(options).ShouldBe(World.Run(options));
    }

    [Fact]
    [Refuses("I8")]
    public void Another_seed_plays_another_world() =>
        World.Run(new WorldOptions { Seed = 1, Commands = 300 }).StateHash
            .ShouldNotBe(World.Run(new WorldOptions { Seed = 2, Commands = 300 }).StateHash);

    [Fact]
    public void The_simulation_tells_how_far_it_is_and_sums_up()
    {
        var seen = new List<FaultSimulationProgress>();
        var options = new FaultSimulationOptions { FirstSeed = 1, Worlds = 3, Commands = 200, AtOnce = 1 };

        var report = FaultSimulation.Run(options, new Told(seen), TestContext.Current.CancellationToken);

        seen.ShouldBe([new(1, 3, 0), new(2, 3, 0), new(3, 3, 0)]);
        report.Worlds.Select(each => each.Seed).ShouldBe([1UL, 2UL, 3UL]);
        report.ToText().ShouldStartWith("3 worlds held, 0 failed");
        report.ToJson().ShouldContain("\"seed\":2");
    }

    [Theory]
    [InlineData(0, 2_000, 1)]
    [InlineData(1, 99, 1)]
    [InlineData(1, 2_000, 0)]
    public void Numbers_outside_their_range_are_refused(int worlds, int commands, int atOnce)
    {
        var options = new FaultSimulationOptions { Worlds = worlds, Commands = commands, AtOnce = atOnce };

        Should.Throw<ArgumentOutOfRangeException>(() => FaultSimulation.Run(options, null, TestContext.Current.CancellationToken));
    }

    private static readonly string[] FaultsExpected =
    [
        "ActLate at Append", "BusAway", "ClockBack", "ClockForward", "DieAfter at Append", "DieAfter at History", "DieAfter at Publish",
        "DieAfter at Snapshot", "DieBefore at AfterAnswers", "DieBefore at Answer", "DieBefore at Append", "DieBefore at Cursor", "DieBefore at Load",
        "DieBefore at Publish", "DieBefore at Snapshot", "DieBefore at Trim", "Fail at Append", "FreezeAfter at Append", "FreezeBefore at Append",
        "FreezeBefore at Snapshot", "JournalAway", "LongDowntime", "LoseAnswer at Append", "SecondWriter", "StoreFellBack", "Throw in TransferSession", "Throw in deadline 1",
    ];

    private static readonly string[] CommandsExpected =
    [
        "AcceptOffer", "AssistSession", "ChangeWrapUp", "CloseWindow", "CompleteRequest", "ConfigureSite", "ConfirmVoiceCallEnded", "ConfirmVoiceCallOpened", "DeclineOffer",
        "EndSession", "Invite", "JoinByInvitation", "JoinSession", "LeaveSession", "PickRequest", "RemoveParticipant", "ReportAgentConnection",
        "ReportInvitation", "ReportSessionPage", "RequestSession", "RevokeInvitation", "SelectCustomer", "SetAgentState", "SignIn", "SignOut",
        "StartSession", "StartVoiceCall", "StopVoiceCall", "SwitchActivity", "SwitchVoiceLeg", "TransferControl", "TransferSession",
    ];

    private static string[] EveryKindOf(FaultSimulationReport report, Func<WorldReport, IEnumerable<CountOf>> counts) =>
        [.. FaultSimulationReport.Summed(report.Worlds.SelectMany(counts)).Select(each => each.What)];

    private sealed class Told(List<FaultSimulationProgress> seen) : IProgress<FaultSimulationProgress>
    {
        public void Report(FaultSimulationProgress value) => seen.Add(value);
    }
}

internal static class Containing
{
    public static void ShouldContainAll(this string[] actual, string[] expected) => expected.Except(actual).ShouldBeEmpty();
}
