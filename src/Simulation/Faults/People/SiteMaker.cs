using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>Random settings that keep every rule: all distributions, ranks, capacities, channel costs, wrap-up, a fallback queue or none.</summary>
internal static class SiteMaker
{
    private static readonly Distribution[] Distributions =
        [Distribution.Everybody, Distribution.MostIdle, Distribution.RoundRobin, Distribution.BestSkill, Distribution.LeastBusy];

    public static readonly string[] Channels = ["web", "phone", "video"];

    public static readonly string[] Skills = ["printers", "networks", "billing"];

    public static PersonId Administrator(SiteId site) => new($"{site}-admin");

    public static SiteSettings Make(SiteId site, Dice dice)
    {
        var people = Enumerable.Range(1, dice.Between(5, 8)).Select(i => Person(site, i, dice)).ToList();
        people.Add(new PersonSettings { Id = Administrator(site), Name = $"{site} admin", Privileges = [Privilege.Administrator, Privilege.Manager] });
        var agents = people.Where(each => each.Privileges.Contains(Privilege.Agent)).Select(each => each.Id).ToArray();
        var queues = Enumerable.Range(1, 5).Select(i => Queue(site, i, agents, dice)).ToValueList();
        return new SiteSettings
        {
            Version = 1,
            Name = $"Site {site}",
            MaxCustomersPerSession = dice.Between(1, 4),
            PresenceGraceSeconds = dice.Between(0, 30),
            CustomerGraceSeconds = dice.Between(0, 30),
            JoinSeconds = dice.Between(5, 15),
            TransferPriority = dice.Below(3),
            HeadStartSeconds = [0, dice.Between(0, 60), dice.Between(60, 300)],
            NotBackToGiverSeconds = dice.Between(0, 90),
            FallbackQueue = dice.Percent(60) ? queues[dice.Below(queues.Count)].Id : null,
            Channels = [new ChannelSettings("phone", dice.Between(1, 2)), new ChannelSettings("video", dice.Between(1, 3))],
            People = people.ToValueList(),
            Queues = queues,
        };
    }

    /// <summary>The same site a little later: somebody moved queues, a limit changed, a queue closed. Channels keep their costs.</summary>
    public static SiteSettings Change(SiteId site, SiteSettings settings, Dice dice)
    {
        var agents = settings.People.Where(each => each.Privileges.Contains(Privilege.Agent)).Select(each => each.Id).ToArray();
        var queues = settings.Queues.ToArray();
        var i = dice.Below(queues.Length);
        queues[i] = Queue(site, i + 1, agents, dice) with { Open = dice.Percent(85) };
        var people = settings.People.ToArray();
        var j = dice.Below(people.Length);
        people[j] = people[j] with { MaxSessions = dice.Between(1, 4), Mode = dice.Percent(15) ? SessionMode.Single : SessionMode.Multi };
        return settings with
        {
            Version = settings.Version + dice.Between(1, 2),
            FallbackQueue = dice.Percent(50) ? queues[dice.Below(queues.Length)].Id : null,
            People = people.ToValueList(),
            Queues = queues.ToValueList(),
        };
    }

    private static PersonSettings Person(SiteId site, int number, Dice dice)
    {
        List<Privilege> privileges = [Privilege.Csr];
        if (number <= 4 || dice.Percent(60)) privileges.Add(Privilege.Agent);
        if (dice.Percent(70)) privileges.Add(Privilege.Voice);
        return new PersonSettings
        {
            Id = new PersonId($"{site}-p{number}"),
            Name = $"Person {number} of {site}",
            Privileges = privileges.ToValueList(),
            Mode = dice.Percent(15) ? SessionMode.Single : SessionMode.Multi,
            MaxSessions = dice.Between(1, 4),
            Skills = Skills.Where(_ => dice.Percent(50)).Select(each => new SkillLevel(each, dice.Between(1, 10))).ToValueList(),
        };
    }

    private static QueueSettings Queue(SiteId site, int number, PersonId[] agents, Dice dice) => new()
    {
        Id = new QueueId($"{site}-q{number}"),
        Name = $"Queue {number} of {site}",
        Members = agents.Where(_ => dice.Percent(55)).Select(each => new MemberSettings(each, dice.Between(1, 3))).ToValueList(),
        Distribution = Distributions[(number - 1) % Distributions.Length],
        Picking = dice.Percent(70),
        UnavailabilityThresholdSeconds = dice.Between(5, 20),
        RetryAfterSeconds = Math.Max(1, dice.Between(0, 30)),
        ShutdownThreshold = 50,
        WrapUpSeconds = dice.Percent(60) ? dice.Between(1, 20) : 0,
        ShowPosition = dice.Percent(70),
    };
}
