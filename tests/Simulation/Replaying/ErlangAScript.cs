using AcdRouter.Contracts;
using AcdRouter.Simulation.Estimates;
using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>Customers of an M/M/s+M queue: Poisson arrivals, exponential services and patience, s agents who never leave.</summary>
internal static class ErlangAScript
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private static readonly QueueId Queue = new("calls");

    public static ReplayScript Make(int customers, double arrivalSeconds, double serviceSeconds, double patienceSeconds, int agents, ulong seed)
    {
        var generator = new SplitMix64(seed);
        var at = 0.0;
        List<ReplayCustomer> all = [];
        for (var index = 0; index < customers; index++)
        {
            at += Exponential(arrivalSeconds);
            all.Add(new ReplayCustomer
            {
                Day = Day,
                Queue = Queue,
                Priority = 0,
                ArrivalMilliseconds = (long)(at * 1000),
                ServiceMilliseconds = (long)(Exponential(serviceSeconds) * 1000),
                PatienceMilliseconds = (long)(Exponential(patienceSeconds) * 1000),
            });
        }
        var people = Enumerable.Range(1, agents).Select(number => new PersonId($"agent-{number:D2}")).ToArray();
        var settings = new SiteSettings
        {
            Version = 1,
            Name = "Model",
            People = people.Select(person => new PersonSettings
            {
                Id = person, Name = person.Value, Privileges = [Privilege.Csr, Privilege.Agent], MaxSessions = 1,
            }).ToValueList(),
            Queues =
            [
                new QueueSettings { Id = Queue, Name = "Calls", ShutdownThreshold = 999, Members = people.Select(person => new MemberSettings(person)).ToValueList() },
            ],
        };
        return new ReplayScript(Day, settings, all, [.. people.Select(person => new ReplayShift(person, Day, 0, (long)(at * 1000)))]);

        double Exponential(double mean) => -mean * Math.Log(1 - generator.NextUnit());
    }
}
