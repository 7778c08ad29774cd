using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>The recorded half of a report.</summary>
internal static class RecordedSide
{
    public static IEnumerable<RequestOutcome> Outcomes(RecordedMonth month, DateOnly first) =>
        month.Requests.Select(call => new RequestOutcome(
            call.Day,
            ReplayScript.Milliseconds(first, call.Day, call.ArrivalSecond),
            call.WaitSeconds * 1000L,
            call.Answered ? RequestFate.Answered : RequestFate.Abandoned));

    /// <summary>
    /// Agents' time by day: recorded services of agents known by name against the shifts. Services without a name are left out of
    /// both, since the shifts of their agents are unknown.
    /// </summary>
    public static SortedDictionary<DateOnly, AgentTime> AgentTimes(RecordedMonth month, StaffPlan staff)
    {
        var times = new SortedDictionary<DateOnly, AgentTime>();
        foreach (var shift in staff.Shifts) Add(shift.Day, new AgentTime(0, (shift.EndSecond - shift.StartSecond) * 1000L));
        foreach (var call in month.Requests)
        {
            if (call.Agent is not null) Add(call.Day, new AgentTime(call.ServiceSeconds * 1000L, 0));
        }
        return times;

        void Add(DateOnly day, AgentTime time) => times[day] = times.GetValueOrDefault(day) + time;
    }
}
