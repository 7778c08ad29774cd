using AcdRouter.Contracts;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>The recorded center as a site: a queue for every type of call, whose members are the agents who take it.</summary>
public static class ReplaySite
{
    /// <summary>The site that replays run on.</summary>
    public static SiteId Site { get; } = new("recorded-calls");

    // The most a queue may hold: a recorded center turned nobody away.
    private const int ShutdownThreshold = 999;

    /// <summary>The queue of a type of call.</summary>
    public static QueueId QueueOf(string type) => new(IdOf(type));

    /// <summary>The account of a recorded agent.</summary>
    public static PersonId PersonOf(string agent) => new(IdOf(agent));

    /// <summary>The priority in the engine: recorded 0 and 1 are regular, 2 is high.</summary>
    public static int PriorityOf(RecordedCall call) => call.Priority == 2 ? 1 : 0;

    /// <summary>The settings of the recorded center.</summary>
    public static SiteSettings Settings(RecordedMonth month, StaffPlan staff, ReplayRule rule) => new()
    {
        Version = 1,
        Name = "Recorded calls",
        HeadStartSeconds = [0, rule.HeadStartSeconds],
        People = People(staff),
        Queues = Queues(month, staff),
    };

    /// <summary>The agents: one session at a time, as on a telephone.</summary>
    public static ValueList<PersonSettings> People(StaffPlan staff) => staff.Skills.Keys
        .Select(agent => new PersonSettings
        {
            Id = PersonOf(agent),
            Name = agent,
            Privileges = [Privilege.Csr, Privilege.Agent],
            MaxSessions = 1,
        })
        .ToValueList();

    /// <summary>The queues. All ranks are equal, so that an agent takes the earliest effective arrival over all of them.</summary>
    public static ValueList<QueueSettings> Queues(RecordedMonth month, StaffPlan staff) => TypesOf(month, staff)
        .Select(type => new QueueSettings
        {
            Id = QueueOf(type),
            Name = type,
            Members = staff.Skills
                .Where(agent => agent.Value.Contains(type))
                .Select(agent => new MemberSettings(PersonOf(agent.Key)))
                .ToValueList(),
            Distribution = Distribution.MostIdle,
            ShutdownThreshold = ShutdownThreshold,
            WrapUpSeconds = 0,
            ServiceLevelSeconds = Figures.ServiceLevelSeconds,
        })
        .ToValueList();

    private static SortedSet<string> TypesOf(RecordedMonth month, StaffPlan staff) =>
        new(month.Requests.Select(call => call.Type).Concat(staff.Skills.Values.SelectMany(types => types)), StringComparer.Ordinal);

    private static string IdOf(string name) => name.ToLowerInvariant();
}
