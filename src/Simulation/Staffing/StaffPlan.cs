using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Staffing;

/// <summary>Who works when and takes which types.</summary>
public sealed class StaffPlan
{
    private const int SecondsPerDay = 86_400;

    internal StaffPlan(
        StaffingSource source, IEnumerable<AgentShift> shifts, SortedDictionary<string, SortedSet<string>> skills, MalformedRows malformed)
    {
        Source = source;
        Shifts = [.. shifts.OrderBy(shift => shift.Day).ThenBy(shift => shift.StartSecond).ThenBy(shift => shift.Agent, StringComparer.Ordinal)];
        Skills = skills;
        Malformed = malformed;
    }

    /// <summary>Where it comes from.</summary>
    public StaffingSource Source { get; }

    /// <summary>By day, start and name.</summary>
    public IReadOnlyList<AgentShift> Shifts { get; }

    /// <summary>Types taken in the month, by agent; every agent of a shift is listed.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Skills { get; }

    /// <summary>Rows of the files that could not be read.</summary>
    public MalformedRows Malformed { get; }

    /// <summary>Reads shifts and skills off the calls of a month.</summary>
    public static StaffPlan Infer(RecordedMonth month) => new(StaffingSource.Inferred, InferShifts(month), InferSkills(month), new MalformedRows());

    /// <summary>
    /// Reads shifts and skills from files. A first service at 0:00:00 stands for a time that was not recorded, and one in the first
    /// minutes after midnight for a call of the evening; where the calls show a later one, that counts. A shift that ends before it
    /// begins ends after midnight.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static StaffPlan Read(AgentFiles files, RecordedMonth month) => AgentFileReader.Read(files, month);

    /// <summary>The shifts, with those of one agent joined that touch or overlap, as a service across midnight makes them.</summary>
    public IEnumerable<AgentShift> MergedShifts()
    {
        foreach (var agent in Shifts.GroupBy(shift => shift.Agent).OrderBy(agent => agent.Key, StringComparer.Ordinal))
        {
            AgentShift? open = null;
            foreach (var shift in agent)
            {
                if (open is null)
                {
                    open = shift;
                    continue;
                }
                var offset = (shift.Day.DayNumber - open.Day.DayNumber) * SecondsPerDay;
                if (offset + shift.StartSecond <= open.EndSecond)
                {
                    open = open with { EndSecond = Math.Max(open.EndSecond, offset + shift.EndSecond) };
                    continue;
                }
                yield return open;
                open = shift;
            }
            if (open is not null) yield return open;
        }
    }

    internal static IEnumerable<AgentShift> InferShifts(RecordedMonth month) =>
        from call in month.Requests
        where call is { Agent: not null, ServiceStartSecond: not null }
        group call by (call.Day, call.Agent) into day
        select new AgentShift(
            day.Key.Agent, day.Key.Day, day.Min(call => call.ServiceStartSecond!.Value), day.Max(call => EndOf(call)));

    private static SortedDictionary<string, SortedSet<string>> InferSkills(RecordedMonth month)
    {
        var skills = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var call in month.Requests)
        {
            if (call.Agent is null) continue;
            if (!skills.TryGetValue(call.Agent, out var types)) skills[call.Agent] = types = new SortedSet<string>(StringComparer.Ordinal);
            types.Add(call.Type);
        }
        return skills;
    }

    private static int EndOf(RecordedCall call) => Math.Max(call.ServiceEndSecond!.Value, call.ServiceStartSecond!.Value);
}
