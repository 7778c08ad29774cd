using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Staffing;
using AcdRouter.Testing;

namespace AcdRouter.Simulation.Tests.Replaying;

public class MonthReplayTests
{
    private static readonly RecordedMonth February = RecordedMonth.Read(RecordedMonth.SamplePath);

    [Fact]
    public async Task Model_dump()
    {
        foreach (var staff in new[] { StaffPlan.Infer(February), StaffPlan.Read(AgentFiles.FindBeside(RecordedMonth.SamplePath)!, February) })
        {
        var report = await Replay.RunAsync(February, new ReplayOptions { Engine = () => new ModelEngine(), Staff = staff }, null, TestContext.Current.CancellationToken);
        ReplayReportTable.Write(report, Console.Out);
        }
    }
}
