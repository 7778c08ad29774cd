using AcdRouter.Contracts;
using AcdRouter.Simulation.Recordings;
using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Staffing;

namespace AcdRouter.Simulation.Demo;

/// <summary>Makes a site one that the demonstration can play on.</summary>
public static class DemoSite
{
    private static readonly SortedDictionary<string, string> QueueNames = new(StringComparer.Ordinal)
    {
        ["PS"] = "Regular", ["PE"] = "English", ["IN"] = "Internet", ["NE"] = "Stock exchange", ["NW"] = "Prospects", ["TT"] = "Call-back",
    };

    /// <summary>
    /// The settings with the recorded agents and queues added and the version raised by one. People and queues that are there
    /// already stay as they are; a site without a second head start gets the bank's 90 s. Everybody with the agent privilege joins
    /// the recorded queues, so that people can take part.
    /// </summary>
    public static SiteSettings AddTo(SiteSettings settings, RecordedMonth month)
    {
        var staff = StaffPlan.Infer(month);
        var people = settings.People.Select(person => person.Id).ToHashSet();
        var queues = settings.Queues.Select(queue => queue.Id).ToHashSet();
        var agents = settings.People.Where(person => person.Privileges.Contains(Privilege.Agent)).Select(person => new MemberSettings(person.Id)).ToArray();
        return settings with
        {
            Version = settings.Version + 1,
            HeadStartSeconds = settings.HeadStartSeconds.Count > 1 ? settings.HeadStartSeconds : [settings.HeadStartSeconds[0], 90],
            People = settings.People.Concat(ReplaySite.People(staff).Where(person => !people.Contains(person.Id))).ToValueList(),
            Queues = settings.Queues
                .Concat(ReplaySite.Queues(month, staff).Where(queue => !queues.Contains(queue.Id)).Select(queue => queue with
                {
                    Name = QueueNames.GetValueOrDefault(queue.Name, queue.Name),
                    Members = queue.Members.Concat(agents.Where(agent => !queue.Members.Contains(agent))).ToValueList(),
                }))
                .ToValueList(),
        };
    }
}
