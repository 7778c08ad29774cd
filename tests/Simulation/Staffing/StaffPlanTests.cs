using System.Text;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Tests.Staffing;

public class StaffPlanTests
{
    private static readonly DateOnly First = new(1999, 2, 1);

    [Fact]
    public void A_shift_is_inferred_from_the_first_service_to_the_last()
    {
        var staff = StaffPlan.Infer(Month(
            Call("PS", "990201", "8:00:00", "8:10:00", "ANAT"),
            Call("NW", "990201", "12:00:00", "12:05:00", "ANAT"),
            Call("PS", "990202", "9:00:00", "9:01:00", "ANAT"),
            Call("IN", "990201", "9:00:00", "9:01:00", "NO_SERVER")));

        staff.Source.ShouldBe(StaffingSource.Inferred);
        staff.Shifts.ShouldBe([
            new AgentShift("ANAT", First, 8 * 3600, (12 * 3600) + 300),
            new AgentShift("ANAT", First.AddDays(1), 9 * 3600, (9 * 3600) + 60)]);
        staff.Skills.Keys.ShouldBe(["ANAT"]);
        staff.Skills["ANAT"].ShouldBe(["NW", "PS"]);
    }

    [Fact]
    public void Shifts_that_overlap_across_midnight_are_one()
    {
        var staff = StaffPlan.Infer(Month(
            Call("PS", "990201", "22:00:00", "23:00:00", "ANAT"),
            Call("PS", "990201", "23:30:00", "0:30:00", "ANAT"),
            Call("PS", "990202", "0:20:00", "3:00:00", "ANAT"),
            Call("PS", "990202", "23:00:00", "23:30:00", "ELI")));

        staff.MergedShifts().ShouldBe([
            new AgentShift("ANAT", First, 22 * 3600, 27 * 3600),
            new AgentShift("ELI", First.AddDays(1), 23 * 3600, (23 * 3600) + 1800)]);
    }

    [Fact]
    public void February_s_files_are_found_beside_it_and_agree_with_its_calls()
    {
        var month = RecordedMonth.Read(RecordedMonth.SamplePath);
        var files = AgentFiles.FindBeside(RecordedMonth.SamplePath).ShouldNotBeNull();

        var given = StaffPlan.Read(files, month);
        var inferred = StaffPlan.Infer(month);

        given.Source.ShouldBe(StaffingSource.Given);
        given.Malformed.Count.ShouldBe(0);
        given.Shifts.Count.ShouldBe(385);
        given.Skills.Count.ShouldBe(24);
        given.Skills["ELI"].ShouldBe(["NE", "NW", "PS"]);
        given.Shifts.Select(shift => (shift.Agent, shift.Day)).ShouldBe(inferred.Shifts.Select(shift => (shift.Agent, shift.Day)), ignoreOrder: true);
        given.Skills.Keys.ShouldBe(inferred.Skills.Keys);
        // Less than forty minutes lie between them: services across midnight, which the files leave out.
        var byDay = inferred.Shifts.ToDictionary(shift => (shift.Agent, shift.Day));
        foreach (var shift in given.Shifts)
        {
            var other = byDay[(shift.Agent, shift.Day)];
            Math.Abs(shift.StartSecond - other.StartSecond).ShouldBeLessThan(2400);
            Math.Abs(shift.EndSecond - other.EndSecond).ShouldBeLessThan(2400);
        }
    }

    [Fact]
    public void No_files_are_found_where_none_are() => AgentFiles.FindBeside(Path.Combine(AppContext.BaseDirectory, "january.tsv.gz")).ShouldBeNull();

    private static RecordedMonth Month(params string[] rows) =>
        RecordedMonth.Read(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', rows))), "test");

    private static string Call(string type, string date, string start, string end, string agent) =>
        $"AA0101\t1\t0\t0\t{type}\t{date}\t{start}\t{start}\t0\t0:00:00\t0:00:00\t0\tAGENT\t{start}\t{end}\t60\t{agent}";
}
