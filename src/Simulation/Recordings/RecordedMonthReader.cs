namespace AcdRouter.Simulation.Recordings;

/// <summary>Reads the rows of one month and counts what is wrong or odd.</summary>
/// <param name="file">What reports call the file.</param>
internal sealed class RecordedMonthReader(string file)
{
    // A center of six types and thirty agents was recorded; more than this is another kind of file.
    private const int MaxTypes = 64;
    private const int MaxAgents = 1000;

    private readonly HashSet<string> types = [];
    private readonly HashSet<string> agents = [];
    private readonly MalformedRows malformed = new();
    private readonly List<RecordedCall> requests = [];
    private Oddities oddities = new();

    public RecordedMonth Read(Stream stream)
    {
        var lines = new BoundedLineReader(stream);
        while (Next(lines) is { } text)
        {
            if (text.Length == 0 || (lines.LineNumber == 1 && RecordedRow.IsHeader(text))) continue;
            if (lines.TooLong) malformed.Add(lines.LineNumber, $"The row is longer than {BoundedLineReader.MaxLength} bytes.");
            else if (lines.LineNumber > RecordedMonth.MaxRows) malformed.Add(lines.LineNumber, $"More than {RecordedMonth.MaxRows} rows.");
            else if (!RecordedRow.TryParse(text, out var row, out var reason)) malformed.Add(lines.LineNumber, reason);
            else if (!IsWithinBounds(row)) malformed.Add(lines.LineNumber, $"More than {MaxTypes} types or {MaxAgents} agents.");
            else Take(row, lines.LineNumber);
        }
        // By line last, so that equal arrivals keep the order of the file.
        var ordered = requests.OrderBy(call => call.Day).ThenBy(call => call.ArrivalSecond).ThenBy(call => call.Line).ToArray();
        return new RecordedMonth(file, ordered, malformed, oddities with { OverlappingServices = CountOverlaps(ordered) });
    }

    private string? Next(BoundedLineReader lines)
    {
        try
        {
            return lines.Read();
        }
        catch (InvalidDataException damage)
        {
            // What was read before the damage stays useful; the report names the line where it ends.
            malformed.Add(lines.LineNumber + 1, $"The compressed file is damaged from here on: {damage.Message}");
            return null;
        }
    }

    private bool IsWithinBounds(RecordedRow row)
    {
        types.Add(row.Type);
        if (row.Agent is not null) agents.Add(row.Agent);
        return types.Count <= MaxTypes && agents.Count <= MaxAgents;
    }

    private void Take(RecordedRow row, int line)
    {
        Count(row);
        if (row.IsPhantom || !row.IsRequest) return;
        var service = row.HasService ? row.ServiceStart : (int?)null;
        requests.Add(new RecordedCall
        {
            Line = line,
            Type = row.Type,
            Priority = row.Priority,
            Day = row.Day,
            ArrivalSecond = RecordedRow.NotBefore(row.SelfServiceEnd, row.SelfServiceStart),
            WaitSeconds = Math.Max(0, row.WaitSeconds),
            Answered = row.IsAnswered,
            ServiceSeconds = row.IsAnswered ? Math.Max(0, row.ServiceSeconds) : 0,
            Agent = row.IsAnswered ? row.Agent : null,
            ServiceStartSecond = service is null ? null : RecordedRow.NotBefore(row.ServiceStart, row.SelfServiceStart),
            ServiceEndSecond = service is null
                ? null
                : RecordedRow.NotBefore(row.ServiceEnd, RecordedRow.NotBefore(row.ServiceStart, row.SelfServiceStart)),
        });
    }

    private void Count(RecordedRow row)
    {
        oddities = oddities with
        {
            Phantoms = oddities.Phantoms + Of(row.IsPhantom),
            EndedInSelfService = oddities.EndedInSelfService + Of(!row.IsPhantom && !row.IsRequest),
            UndocumentedTypes = oddities.UndocumentedTypes + Of(!RecordedRow.IsDocumented(row.Type)),
        };
        if (row.IsPhantom || !row.IsRequest) return;
        oddities = oddities with
        {
            NegativeDurations = oddities.NegativeDurations + Of(row.WaitSeconds < 0 || row.ServiceSeconds < 0),
            ZeroServices = oddities.ZeroServices + Of(row.IsAnswered && row.ServiceSeconds == 0),
            ServicesOverAnHour = oddities.ServicesOverAnHour + Of(row.ServiceSeconds > 3600),
            UnnamedAgents = oddities.UnnamedAgents + Of(row.IsAnswered && row.Agent is null),
            QueueExitsOff = oddities.QueueExitsOff + Of(row.IsQueued && row.HasService && Math.Abs(row.ServiceStart - row.QueueEnd) >= 5),
            AcrossMidnight = oddities.AcrossMidnight + Of(row.CrossesMidnight),
        };
    }

    private static int Of(bool condition) => condition ? 1 : 0;

    private static int CountOverlaps(RecordedCall[] calls)
    {
        var overlaps = 0;
        var served = calls.Where(call => call is { Agent: not null, ServiceStartSecond: not null });
        foreach (var agentDay in served.GroupBy(call => (call.Agent, call.Day)))
        {
            var busyUntil = 0;
            foreach (var call in agentDay.OrderBy(call => call.ServiceStartSecond))
            {
                if (call.ServiceStartSecond < busyUntil) overlaps++;
                busyUntil = Math.Max(busyUntil, call.ServiceEndSecond!.Value);
            }
        }
        return overlaps;
    }
}
