using System.Globalization;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Writes a report as an aligned table for people: a line a day, recorded beside replayed.</summary>
public static class ReplayReportTable
{
    private const string Missing = "-";

    private static readonly string[] Sides = ["recorded", "replayed"];

    private static readonly (string Title, Func<Figures, string> Text)[] Columns =
    [
        ("answered", figures => Whole(figures.Answered)),
        ("abandoned", figures => Whole(figures.Abandoned)),
        ("abandoned %", figures => Percent(figures.AbandonedShare)),
        ("mean wait s", figures => Rounded(figures.AverageSpeedOfAnswerSeconds)),
        ($"in {Figures.ServiceLevelSeconds} s %", figures => Percent(figures.ServiceLevel)),
        ("occupancy %", figures => Percent(figures.Occupancy)),
        ("longest queue", figures => Whole(figures.LongestQueue)),
    ];

    /// <summary>Writes the table and what is to be said about the run.</summary>
    public static void Write(ReplayReport report, TextWriter writer)
    {
        writer.WriteLine($"file {report.File}, seed {report.Seed}, rule {report.Rule}, staffing {Name(report.Staffing)}");
        writer.WriteLine();
        string[] titles = ["", "requests", .. Columns.SelectMany(column => new[] { column.Title, "" })];
        string[] sides = ["date", "", .. Columns.SelectMany(_ => Sides)];
        List<string[]> rows = [titles, sides];
        foreach (var day in report.Days) rows.Add(Row(day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.Figures));
        rows.Add(Row("total", report.Total));
        WriteAligned(rows, writer);
        writer.WriteLine();
        writer.WriteLine("Replayed agents work from first to last service without the breaks that no column records: replayed waits are a lower bound.");
        writer.WriteLine($"refused by full queues: {report.Total.Replayed.Refused}");
        writer.WriteLine($"odd and survived: {string.Join(", ", report.Oddities.Named().Select(odd => $"{odd.Name} {odd.Count}"))}");
        WriteMalformed("malformed rows", report.Malformed, writer);
        WriteMalformed("malformed rows of agents' files", report.MalformedStaffing, writer);
        writer.WriteLine($"state {report.StateHash} after {report.Commands} commands");
    }

    private static string[] Row(string name, FiguresPair pair) =>
        [name, Whole(pair.Recorded.Requests), .. Columns.SelectMany(column => new[] { column.Text(pair.Recorded), column.Text(pair.Replayed) })];

    private static void WriteAligned(List<string[]> rows, TextWriter writer)
    {
        // A title stands over the two columns of its pair, flush with the right one.
        var widths = new int[rows[1].Length];
        for (var column = 0; column < widths.Length; column++) widths[column] = rows.Skip(1).Max(row => row[column].Length);
        widths[1] = Math.Max(widths[1], rows[0][1].Length);
        for (var column = 2; column < widths.Length; column += 2)
        {
            var pair = widths[column] + 1 + widths[column + 1];
            widths[column] += Math.Max(0, rows[0][column].Length - pair);
        }
        WriteTitles(rows[0], widths, writer);
        foreach (var row in rows.Skip(1))
        {
            writer.Write(row[0].PadRight(widths[0]));
            for (var column = 1; column < row.Length; column++)
            {
                writer.Write(column % 2 == 0 ? "   " : " ");
                writer.Write(row[column].PadLeft(widths[column]));
            }
            writer.WriteLine();
        }
    }

    private static void WriteTitles(string[] titles, int[] widths, TextWriter writer)
    {
        writer.Write(titles[0].PadRight(widths[0] + 1));
        writer.Write(titles[1].PadLeft(widths[1]));
        for (var column = 2; column < titles.Length; column += 2)
        {
            writer.Write("   ");
            writer.Write(titles[column].PadLeft(widths[column] + 1 + widths[column + 1]));
        }
        writer.WriteLine();
    }

    private static void WriteMalformed(string what, MalformedRows rows, TextWriter writer)
    {
        writer.WriteLine($"{what}: {rows.Count}");
        foreach (var row in rows.First) writer.WriteLine($"  line {row.Line}: {row.Reason}");
        if (rows.Count > rows.First.Count) writer.WriteLine($"  and {rows.Count - rows.First.Count} more");
    }

    private static string Name(StaffingSource source) =>
        source == StaffingSource.Given ? "given by files of agents' days and skills" : "inferred from the calls";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share is { } known ? (known * 100).ToString("F1", CultureInfo.InvariantCulture) : Missing;

    private static string Rounded(double? seconds) => seconds is { } known ? known.ToString("F1", CultureInfo.InvariantCulture) : Missing;
}
