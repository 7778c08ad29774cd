using System.Globalization;

namespace AcdRouter.Simulation.Recordings;

/// <summary>One row of the recording, column by column, before it is judged.</summary>
internal readonly struct RecordedRow
{
    private const int Columns = 17;
    private const int SecondsPerDay = 86_400;

    // A time of day that lies so much before the one it follows is taken for one after midnight; less is a clock's error.
    private const int MidnightJump = SecondsPerDay / 2;

    private const string NobodyRecorded = "NO_SERVER";

    // Types and names become ids of queues and people, whose alphabet is narrow.
    private const int MaxNameLength = 32;

    // No wait or service lasts a week; a larger number is a damaged one and would keep an agent for good.
    private const int LongestDuration = 7 * SecondsPerDay;

    private static readonly string[] DocumentedTypes = ["PS", "PE", "IN", "NE", "NW", "TT"];

    public string Type { get; private init; }

    public int Priority { get; private init; }

    public DateOnly Day { get; private init; }

    public int SelfServiceStart { get; private init; }

    public int SelfServiceEnd { get; private init; }

    public int QueueStart { get; private init; }

    public int QueueEnd { get; private init; }

    public int WaitSeconds { get; private init; }

    public string Outcome { get; private init; }

    public int ServiceStart { get; private init; }

    public int ServiceEnd { get; private init; }

    public int ServiceSeconds { get; private init; }

    public string? Agent { get; private init; }

    public bool IsPhantom => Outcome == "PHANTOM";

    public bool IsAnswered => Outcome == "AGENT";

    public bool IsQueued => QueueStart != 0;

    public bool IsRequest => IsAnswered || IsQueued;

    // An answered call without times of service has midnight in both columns.
    public bool HasService => IsAnswered && (ServiceStart != 0 || ServiceEnd != 0);

    public bool CrossesMidnight =>
        SelfServiceStart - SelfServiceEnd > MidnightJump
        || QueueStart - QueueEnd > MidnightJump
        || (HasService && (SelfServiceStart - ServiceStart > MidnightJump || ServiceStart - ServiceEnd > MidnightJump));

    public static bool IsHeader(string line) => line.StartsWith("vru+line\t", StringComparison.Ordinal);

    public static bool IsDocumented(string type) => DocumentedTypes.Contains(type);

    /// <summary>The time of day, a day later where it lies far before the one it must follow.</summary>
    public static int NotBefore(int second, int earlier)
    {
        while (earlier - second > MidnightJump) second += SecondsPerDay;
        return second;
    }

    public static bool TryParse(string line, out RecordedRow row, out string reason)
    {
        row = default;
        Span<Range> ranges = stackalloc Range[Columns + 1];
        var text = line.AsSpan();
        var count = text.Split(ranges, '\t');
        if (count != Columns)
        {
            reason = count > Columns ? $"More than {Columns} columns." : $"{count} columns instead of {Columns}.";
            return false;
        }
        var fields = new Fields(text, ranges[..Columns]);
        row = new RecordedRow
        {
            Priority = fields.Number(3, "priority"),
            Type = fields.Name(4, "type"),
            Day = fields.Date(5, "date"),
            SelfServiceStart = fields.Time(6, "vru_entry"),
            SelfServiceEnd = fields.Time(7, "vru_exit"),
            QueueStart = fields.Time(9, "q_start"),
            QueueEnd = fields.Time(10, "q_exit"),
            WaitSeconds = fields.Number(11, "q_time"),
            Outcome = fields.Outcome(12, "outcome"),
            ServiceStart = fields.Time(13, "ser_start"),
            ServiceEnd = fields.Time(14, "ser_exit"),
            ServiceSeconds = fields.Number(15, "ser_time"),
            Agent = fields.Name(16, "server") is var name && name == NobodyRecorded ? null : name,
        };
        if (row.Priority is < 0 or > 2) fields.Fail("priority", "is not 0, 1 or 2");
        reason = fields.Problem ?? "";
        return fields.Problem is null;
    }

    /// <summary>Reads columns and keeps the first problem, so that a row is read in one go.</summary>
    private ref struct Fields(ReadOnlySpan<char> text, ReadOnlySpan<Range> ranges)
    {
        private readonly ReadOnlySpan<char> text = text;
        private readonly ReadOnlySpan<Range> ranges = ranges;

        public string? Problem { get; private set; }

        public void Fail(string column, string what) => Problem ??= $"Column {column} {what}.";

        public int Number(int index, string column)
        {
            if (!int.TryParse(Value(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                Fail(column, "is not a whole number");
            }
            else if (number is < -LongestDuration or > LongestDuration)
            {
                Fail(column, $"is beyond {LongestDuration}");
            }
            return number;
        }

        public int Time(int index, string column)
        {
            if (ClockTime.TryParse(Value(index), out var second)) return second;
            Fail(column, "is not a time of day such as 7:02:55");
            return 0;
        }

        public DateOnly Date(int index, string column)
        {
            if (ClockTime.TryParseDay(Value(index), out var day)) return day;
            Fail(column, "is not a date such as 990201");
            return default;
        }

        public string Name(int index, string column)
        {
            var value = Value(index);
            var fits = value.Length is > 0 and <= MaxNameLength && char.IsAsciiLetterOrDigit(value[0]);
            foreach (var c in value) fits &= char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
            if (fits) return Intern(value);
            Fail(column, $"is not 1 to {MaxNameLength} letters and digits");
            return "";
        }

        public string Outcome(int index, string column)
        {
            switch (Value(index))
            {
                case "AGENT": return "AGENT";
                case "HANG": return "HANG";
                case "PHANTOM": return "PHANTOM";
                default:
                    Fail(column, "is not AGENT, HANG or PHANTOM");
                    return "";
            }
        }

        // A month has few types and names and many rows.
        private static string Intern(ReadOnlySpan<char> value)
        {
            foreach (var type in DocumentedTypes)
            {
                if (value.SequenceEqual(type)) return type;
            }
            return value.SequenceEqual(NobodyRecorded) ? NobodyRecorded : value.ToString();
        }

        private readonly ReadOnlySpan<char> Value(int index) => text[ranges[index]].Trim();
    }
}
