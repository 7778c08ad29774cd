using System.Globalization;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Staffing;

/// <summary>Reads agents' days and skills. Columns are found by their header; fields hold neither commas nor quotes.</summary>
internal static class AgentFileReader
{
    // A month of a thousand agents; what comes after is not read.
    private const int MaxRows = 100_000;

    private const int SecondsPerDay = 86_400;

    // Five minutes, longer than almost every wait: a call of the evening that is answered after midnight is filed under its evening.
    private const int StartsOfCallsAcrossMidnight = 300;

    public static StaffPlan Read(AgentFiles files, RecordedMonth month)
    {
        var malformed = new MalformedRows();
        var shifts = ReadShifts(files.Days, month, malformed);
        var skills = ReadSkills(files.Skills, malformed);
        foreach (var shift in shifts) skills.TryAdd(shift.Agent, new SortedSet<string>(StringComparer.Ordinal));
        return new StaffPlan(StaffingSource.Given, shifts, skills, malformed);
    }

    private static List<AgentShift> ReadShifts(string path, RecordedMonth month, MalformedRows malformed)
    {
        var inferred = StaffPlan.InferShifts(month).ToDictionary(shift => (shift.Agent, shift.Day));
        List<AgentShift> shifts = [];
        foreach (var (line, row) in ReadRows(path))
        {
            var agent = row.GetValueOrDefault("agent", "");
            if (!ClockTime.TryParseDay(row.GetValueOrDefault("date", ""), out var day)
                || !ClockTime.TryParse(row.GetValueOrDefault("first_service_start", ""), out var start)
                || !ClockTime.TryParse(row.GetValueOrDefault("last_service_exit", ""), out var end)
                || agent.Length == 0)
            {
                malformed.Add(line, $"{Path.GetFileName(path)}: date, agent, first_service_start or last_service_exit is missing or malformed.");
                continue;
            }
            if (start < StartsOfCallsAcrossMidnight && inferred.TryGetValue((agent, day), out var read)) start = Math.Max(start, read.StartSecond);
            shifts.Add(new AgentShift(agent, day, start, end < start ? end + SecondsPerDay : end));
        }
        return shifts;
    }

    private static SortedDictionary<string, SortedSet<string>> ReadSkills(string path, MalformedRows malformed)
    {
        const string CallsOf = "calls_";
        var skills = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (line, row) in ReadRows(path))
        {
            var agent = row.GetValueOrDefault("agent", "");
            if (agent.Length == 0)
            {
                malformed.Add(line, $"{Path.GetFileName(path)}: agent is missing.");
                continue;
            }
            var types = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (column, value) in row)
            {
                if (!column.StartsWith(CallsOf, StringComparison.Ordinal)) continue;
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) && calls > 0) types.Add(column[CallsOf.Length..]);
            }
            skills[agent] = types;
        }
        return skills;
    }

    private static IEnumerable<(int Line, Dictionary<string, string> Row)> ReadRows(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var lines = new BoundedLineReader(stream);
        var columns = lines.Read()?.Split(',') ?? [];
        while (lines.Read() is { } text && lines.LineNumber <= MaxRows)
        {
            if (text.Length == 0) continue;
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (column, value) in columns.Zip(text.Split(','))) row[column.Trim()] = value.Trim();
            yield return (lines.LineNumber, row);
        }
    }
}
