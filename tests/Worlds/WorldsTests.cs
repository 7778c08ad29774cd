using AcdRouter.Simulation.Faults;
using AcdRouter.Testing;

namespace AcdRouter.Worlds.Tests;

/// <summary>Alone, as it keeps a processor busy for longer than all other tests without servers together.</summary>
public sealed class WorldsTests
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
}

internal static class Containing
{
    public static void ShouldContainAll(this string[] actual, string[] expected) => expected.Except(actual).ShouldBeEmpty();
}
