using AcdRouter.Contracts;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Demo;

/// <summary>The part of a recorded day that is played: customers and shifts, with times from where the day is entered.</summary>
internal sealed class DemoSchedule
{
    private DemoSchedule(TimeSpan length, IReadOnlyList<ReplayCustomer> customers, IReadOnlyList<(PersonId Agent, TimeSpan From, TimeSpan To)> shifts)
    {
        Length = length;
        Customers = customers;
        Shifts = shifts;
    }

    /// <summary>How long it lasts before it begins again.</summary>
    public TimeSpan Length { get; }

    public IReadOnlyList<ReplayCustomer> Customers { get; }

    public IReadOnlyList<(PersonId Agent, TimeSpan From, TimeSpan To)> Shifts { get; }

    public static DemoSchedule Of(RecordedMonth month, DemoOptions options)
    {
        var staff = StaffPlan.Infer(month);
        var script = ReplayScript.Of(month, staff, ReplayRule.FirstCome, options.Seed);
        var day = options.Day ?? month.Requests.CountBy(call => call.Day).OrderByDescending(each => each.Value).ThenBy(each => each.Key).First().Key;
        var start = TimeSpan.FromMilliseconds(ReplayScript.Milliseconds(script.First, day, 0));
        var (from, to) = (start + options.From.ToTimeSpan(), start + options.To.ToTimeSpan());
        return new DemoSchedule(
            to - from,
            [.. script.Customers.Where(customer => IsWithin(customer.ArrivalMilliseconds)).Select(customer => Move(customer, from))],
            [.. script.Shifts
                .Select(shift => (
                    shift.Agent,
                    From: Later(TimeSpan.FromMilliseconds(shift.StartMilliseconds), from) - from,
                    To: Earlier(TimeSpan.FromMilliseconds(shift.EndMilliseconds), to) - from))
                .Where(shift => shift.To > shift.From)]);

        bool IsWithin(long milliseconds) => milliseconds >= from.TotalMilliseconds && milliseconds < to.TotalMilliseconds;
    }

    private static ReplayCustomer Move(ReplayCustomer customer, TimeSpan from) => new()
    {
        Day = customer.Day,
        Queue = customer.Queue,
        Priority = customer.Priority,
        ArrivalMilliseconds = customer.ArrivalMilliseconds - (long)from.TotalMilliseconds,
        PatienceMilliseconds = customer.PatienceMilliseconds,
        ServiceMilliseconds = customer.ServiceMilliseconds,
    };

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
