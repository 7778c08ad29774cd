using AcdRouter.Contracts;
using AcdRouter.Simulation.Estimates;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Replaying;

/// <summary>All that is to happen in a replay, drawn beforehand: who comes when, who works when, at which site.</summary>
/// <param name="First">The first day; times count from its beginning.</param>
/// <param name="Settings">The site.</param>
/// <param name="Customers">In order of arrival.</param>
/// <param name="Shifts">Those of one agent neither touch nor overlap.</param>
internal sealed record ReplayScript(
    DateOnly First, SiteSettings Settings, IReadOnlyList<ReplayCustomer> Customers, IReadOnlyList<ReplayShift> Shifts)
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>Milliseconds from the beginning of one day to a second of another.</summary>
    public static long Milliseconds(DateOnly first, DateOnly day, int second) =>
        ((day.DayNumber - first.DayNumber) * MillisecondsPerDay) + (second * 1000L);

    /// <summary>The day on which a moment lies.</summary>
    public DateOnly DayOf(long milliseconds) => First.AddDays((int)(milliseconds / MillisecondsPerDay));

    /// <summary>Makes the script of a recorded month.</summary>
    public static ReplayScript Of(RecordedMonth month, StaffPlan staff, ReplayRule rule, ulong seed)
    {
        var first = FirstDay(month, staff);
        var patience = PatienceEstimate.From(month.Requests.Select(call => (call.WaitSeconds, !call.Answered)));
        var services = ServiceTimes.From(month.Requests);
        return new ReplayScript(
            first,
            ReplaySite.Settings(month, staff, rule),
            [.. month.Requests.Select((call, index) => Draw(first, call, SplitMix64.ForItem(seed, (ulong)index), patience, services))],
            [.. staff.MergedShifts().Select(shift => new ReplayShift(
                ReplaySite.PersonOf(shift.Agent),
                shift.Day,
                Milliseconds(first, shift.Day, shift.StartSecond),
                Milliseconds(first, shift.Day, shift.EndSecond)))]);
    }

    /// <summary>
    /// Who hung up shows the patience, and gets a service of the type, drawn; who was answered shows the service, and gets more
    /// patience than was needed, drawn. Each customer has a generator of their own.
    /// </summary>
    private static ReplayCustomer Draw(
        DateOnly first, RecordedCall call, SplitMix64 generator, PatienceEstimate patience, ServiceTimes services)
    {
        var patienceSeconds = call.Answered ? patience.Draw(generator.NextUnit(), call.WaitSeconds) : call.WaitSeconds;
        var serviceSeconds = call.Answered ? call.ServiceSeconds : services.Draw(ref generator, call.Type);
        return new ReplayCustomer
        {
            Day = call.Day,
            Queue = ReplaySite.QueueOf(call.Type),
            Priority = ReplaySite.PriorityOf(call),
            ArrivalMilliseconds = Milliseconds(first, call.Day, call.ArrivalSecond),
            PatienceMilliseconds = patienceSeconds * 1000L,
            ServiceMilliseconds = serviceSeconds * 1000L,
        };
    }

    private static DateOnly FirstDay(RecordedMonth month, StaffPlan staff)
    {
        var days = month.Requests.Select(call => call.Day).Concat(staff.Shifts.Select(shift => shift.Day));
        return days.DefaultIfEmpty(new DateOnly(1999, 1, 1)).Min();
    }
}
