using System.Globalization;
using System.Text.Json;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Writes a report as one JSON object: file, seed, rule, stateHash, days, total, then what else is known of the run.</summary>
public static class ReplayReportJson
{
    // Shares to a hundredth of a percent, seconds to the millisecond that the engine counts in.
    private const int ShareDigits = 4;
    private const int SecondsDigits = 3;

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Writes the report as UTF-8, with a line end behind it.</summary>
    public static void Write(ReplayReport report, Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, Indented)) Write(report, writer);
        stream.WriteByte((byte)'\n');
    }

    private static void Write(ReplayReport report, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("file", report.File);
        writer.WriteNumber("seed", report.Seed);
        writer.WriteString("rule", report.Rule.ToString());
        writer.WriteString("stateHash", report.StateHash);
        writer.WriteStartArray("days");
        foreach (var day in report.Days)
        {
            writer.WriteStartObject();
            writer.WriteString("date", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            WritePair(day.Figures, writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartObject("total");
        WritePair(report.Total, writer);
        writer.WriteEndObject();
        writer.WriteNumber("refused", report.Total.Replayed.Refused);
        writer.WriteString("staffing", report.Staffing == Staffing.StaffingSource.Given ? "given" : "inferred");
        WriteMalformed("malformed", report.Malformed, writer);
        WriteMalformed("malformedStaffing", report.MalformedStaffing, writer);
        WriteOddities(report.Oddities, writer);
        writer.WriteEndObject();
    }

    private static void WritePair(FiguresPair pair, Utf8JsonWriter writer)
    {
        WriteFigures("recorded", pair.Recorded, writer);
        WriteFigures("replayed", pair.Replayed, writer);
    }

    private static void WriteFigures(string name, Figures figures, Utf8JsonWriter writer)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("requests", figures.Requests);
        writer.WriteNumber("answered", figures.Answered);
        writer.WriteNumber("abandoned", figures.Abandoned);
        WriteRounded("abandonedShare", figures.AbandonedShare, ShareDigits, writer);
        WriteRounded("averageSpeedOfAnswerSeconds", figures.AverageSpeedOfAnswerSeconds, SecondsDigits, writer);
        WriteRounded("serviceLevel", figures.ServiceLevel, ShareDigits, writer);
        WriteRounded("occupancy", figures.Occupancy, ShareDigits, writer);
        writer.WriteNumber("longestQueue", figures.LongestQueue);
        writer.WriteEndObject();
    }

    private static void WriteRounded(string name, double? value, int digits, Utf8JsonWriter writer)
    {
        if (value is { } number) writer.WriteNumber(name, Math.Round((decimal)number, digits, MidpointRounding.AwayFromZero));
        else writer.WriteNull(name);
    }

    private static void WriteMalformed(string name, MalformedRows rows, Utf8JsonWriter writer)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", rows.Count);
        writer.WriteStartArray("first");
        foreach (var row in rows.First)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", row.Line);
            writer.WriteString("reason", row.Reason);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOddities(Oddities oddities, Utf8JsonWriter writer)
    {
        writer.WriteStartObject("oddities");
        foreach (var (name, count) in oddities.Named()) writer.WriteNumber(name, count);
        writer.WriteEndObject();
    }
}
