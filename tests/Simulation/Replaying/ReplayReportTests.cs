using System.Text.Json;
using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Replaying;

public class ReplayReportTests
{
    private static readonly string[] FigureNames =
        ["requests", "answered", "abandoned", "abandonedShare", "averageSpeedOfAnswerSeconds", "serviceLevel", "occupancy", "longestQueue"];

    [Fact]
    public async Task The_report_is_one_json_object_of_the_promised_shape()
    {
        var report = await MakeAsync();
        using var stream = new MemoryStream();

        ReplayReportJson.Write(report, stream);

        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        root.EnumerateObject().Select(member => member.Name).Take(6).ShouldBe(["file", "seed", "rule", "stateHash", "days", "total"]);
        root.GetProperty("file").GetString().ShouldBe("test.tsv");
        root.GetProperty("seed").GetUInt64().ShouldBe(7UL);
        root.GetProperty("rule").GetString().ShouldBe("first-come");
        var day = root.GetProperty("days").EnumerateArray().Single();
        day.GetProperty("date").GetString().ShouldBe("1999-02-01");
        foreach (var pair in new[] { day, root.GetProperty("total") })
        {
            foreach (var side in new[] { "recorded", "replayed" })
            {
                pair.GetProperty(side).EnumerateObject().Select(member => member.Name).ShouldBe(FigureNames);
            }
        }
        var recorded = root.GetProperty("total").GetProperty("recorded");
        recorded.GetProperty("abandonedShare").GetDecimal().ShouldBe(0.3333m);
        recorded.GetProperty("averageSpeedOfAnswerSeconds").GetDecimal().ShouldBe(25m);
        root.GetProperty("malformed").GetProperty("count").GetInt32().ShouldBe(1);
        root.GetProperty("malformed").GetProperty("first")[0].GetProperty("line").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task The_table_is_aligned()
    {
        var report = await MakeAsync();
        using var writer = new StringWriter { NewLine = "\n" };

        ReplayReportTable.Write(report, writer);

        var lines = writer.ToString().Split('\n');
        lines[2].TrimEnd().Length.ShouldBe(lines[3].Length);
        lines[3].Length.ShouldBe(lines[4].Length);
        lines[4].Length.ShouldBe(lines[5].Length);
        lines[4].ShouldStartWith("1999-02-01");
        lines[5].ShouldStartWith("total");
        writer.ToString().ShouldContain("line 4: 1 columns instead of 17.");
    }

    private static Task<ReplayReport> MakeAsync() => Replay.RunAsync(
        Months.Of(
            Months.Answered("8:00:00", 0, "8:00:00", "8:01:00", 60, "ANAT"),
            Months.Answered("8:00:10", 50, "8:01:00", "8:01:30", 30, "ANAT"),
            Months.HungUp("8:00:10", "8:00:40", 30),
            "broken"),
        new ReplayOptions { Engine = () => new ModelEngine(), Seed = 7 },
        null,
        TestContext.Current.CancellationToken);
}
