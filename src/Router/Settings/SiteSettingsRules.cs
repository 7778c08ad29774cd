using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Every rule that a site's settings must keep. All breaches are reported at once, each with its path.</summary>
public static class SiteSettingsRules
{
    private static readonly string Id = $"this is no id; 1 to {TextIds.MaxLength} of a-z, 0-9, '.', '-', '_', starting with a letter or digit.";

    /// <summary>The breaches, in the order of the settings; empty when all rules are kept.</summary>
    public static IReadOnlyList<SettingsBreach> Check(SiteSettings settings)
    {
        var found = new Findings();
        CheckSite(settings, found);
        CheckLists(settings, found);
        var agents = CheckPeople(settings, found);
        var queues = CheckQueues(settings, agents, found);
        if (settings.FallbackQueue is { } fallback && !queues.Contains(fallback))
        {
            found.Add("fallbackQueue", $"there is no queue '{fallback}'.");
        }
        return found.Breaches;
    }

    private static void CheckSite(SiteSettings settings, Findings found)
    {
        if (settings.Version < 1) found.Add("version", $"{settings.Version} is not allowed; 1 or more.");
        found.Name("name", settings.Name);
        if (!IsLanguageTag(settings.Language)) found.Add("language", "this is no IETF language tag, such as 'en' or 'de-CH'.");
        found.Range("maxCustomersPerSession", settings.MaxCustomersPerSession, 1, 50);
        found.Range("presenceGraceSeconds", settings.PresenceGraceSeconds, 0, 300);
        found.Range("customerGraceSeconds", settings.CustomerGraceSeconds, 0, 600);
        found.Range("joinSeconds", settings.JoinSeconds, 5, 120);
        found.Range("headStartSeconds", settings.HeadStartSeconds.Count, 1, 10, "values");
        for (var i = 0; i < settings.HeadStartSeconds.Count; i++)
        {
            found.Range($"headStartSeconds[{i}]", settings.HeadStartSeconds[i], 0, 86_400);
        }
        found.Range("transferPriority", settings.TransferPriority, 0, Math.Max(0, settings.HeadStartSeconds.Count - 1));
        found.Range("notBackToGiverSeconds", settings.NotBackToGiverSeconds, 0, 86_400);
        found.Range("retentionDays", settings.RetentionDays, 1, 3650);
    }

    private static void CheckLists(SiteSettings settings, Findings found)
    {
        found.Range("unavailableReasons", settings.UnavailableReasons.Count, 0, RoutingBounds.UnavailableReasons, "reasons");
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < settings.UnavailableReasons.Count; i++)
        {
            var reason = settings.UnavailableReasons[i];
            found.Text($"unavailableReasons[{i}]", reason, 50);
            if (!reasons.Add(reason)) found.Add($"unavailableReasons[{i}]", $"'{reason}' is listed twice.");
            if (reason is AgentReasons.NoAnswer or AgentReasons.ConnectionLost)
            {
                found.Add($"unavailableReasons[{i}]", $"'{reason}' is said by the engine only; choose another word.");
            }
        }
        found.Range("channels", settings.Channels.Count, 0, RoutingBounds.Channels, "channels");
        var channels = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < settings.Channels.Count; i++)
        {
            found.Text($"channels[{i}].name", settings.Channels[i].Name, TextIds.MaxLength);
            if (!channels.Add(settings.Channels[i].Name)) found.Add($"channels[{i}].name", $"'{settings.Channels[i].Name}' is listed twice.");
            found.Range($"channels[{i}].cost", settings.Channels[i].Cost, 1, RoutingBounds.MaxCost);
        }
    }

    private static Dictionary<PersonId, bool> CheckPeople(SiteSettings settings, Findings found)
    {
        found.Range("people", settings.People.Count, 0, RoutingBounds.People, "people");
        var people = new Dictionary<PersonId, bool>();
        for (var i = 0; i < settings.People.Count; i++)
        {
            var person = settings.People[i];
            var path = $"people[{i}]";
            if (!TextIds.IsWellFormed(person.Id.Value)) found.Add($"{path}.id", Id);
            else if (!people.TryAdd(person.Id, person.Privileges.Contains(Privilege.Agent))) found.Add($"{path}.id", $"'{person.Id}' is listed twice.");
            found.Name($"{path}.name", person.Name);
            CheckPrivileges(person, path, found);
            if (person.Mode is not (SessionMode.Single or SessionMode.Multi)) found.Add($"{path}.mode", "there is no such mode; 'single' or 'multi'.");
            found.Range($"{path}.maxSessions", person.MaxSessions, 1, 100);
            CheckSkills(person, path, found);
        }
        return people;
    }

    private static void CheckPrivileges(PersonSettings person, string path, Findings found)
    {
        for (var i = 0; i < person.Privileges.Count; i++)
        {
            var privilege = person.Privileges[i];
            if (privilege is < Privilege.Csr or > Privilege.Voice) found.Add($"{path}.privileges[{i}]", "there is no such privilege.");
            else if (person.Privileges.Take(i).Contains(privilege)) found.Add($"{path}.privileges[{i}]", "the privilege is listed twice.");
        }
    }

    private static void CheckSkills(PersonSettings person, string path, Findings found)
    {
        found.Range($"{path}.skills", person.Skills.Count, 0, RoutingBounds.SkillsOfAPerson, "skills");
        var skills = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < person.Skills.Count; i++)
        {
            found.Text($"{path}.skills[{i}].skill", person.Skills[i].Skill, TextIds.MaxLength);
            if (!skills.Add(person.Skills[i].Skill)) found.Add($"{path}.skills[{i}].skill", $"'{person.Skills[i].Skill}' is listed twice.");
            found.Range($"{path}.skills[{i}].level", person.Skills[i].Level, 1, 10);
        }
    }

    private static HashSet<QueueId> CheckQueues(SiteSettings settings, Dictionary<PersonId, bool> people, Findings found)
    {
        found.Range("queues", settings.Queues.Count, 0, RoutingBounds.Queues, "queues");
        var queues = new HashSet<QueueId>();
        var memberships = new Dictionary<PersonId, int>();
        for (var i = 0; i < settings.Queues.Count; i++)
        {
            var queue = settings.Queues[i];
            var path = $"queues[{i}]";
            if (!TextIds.IsWellFormed(queue.Id.Value)) found.Add($"{path}.id", Id);
            else if (!queues.Add(queue.Id)) found.Add($"{path}.id", $"'{queue.Id}' is listed twice.");
            found.Name($"{path}.name", queue.Name);
            if (queue.Distribution is < Contracts.Distribution.Everybody or > Contracts.Distribution.LeastBusy)
            {
                found.Add($"{path}.distribution", "there is no such distribution.");
            }
            found.Range($"{path}.unavailabilityThresholdSeconds", queue.UnavailabilityThresholdSeconds, 5, 900);
            found.Range($"{path}.retryAfterSeconds", queue.RetryAfterSeconds, 1, 3600);
            found.Range($"{path}.shutdownThreshold", queue.ShutdownThreshold, 50, 999);
            found.Range($"{path}.wrapUpSeconds", queue.WrapUpSeconds, 0, 3600);
            found.Range($"{path}.serviceLevelSeconds", queue.ServiceLevelSeconds, 1, 3600);
            found.Range($"{path}.serviceLevelPercent", queue.ServiceLevelPercent, 1, 100);
            CheckMembers(queue, path, people, memberships, found);
        }
        return queues;
    }

    private static void CheckMembers(
        QueueSettings queue, string path, Dictionary<PersonId, bool> people, Dictionary<PersonId, int> memberships, Findings found)
    {
        found.Range($"{path}.members", queue.Members.Count, 0, RoutingBounds.QueueMembers, "members");
        var members = new HashSet<PersonId>();
        for (var i = 0; i < queue.Members.Count; i++)
        {
            var (agent, rank) = queue.Members[i];
            var at = $"{path}.members[{i}]";
            if (!TextIds.IsWellFormed(agent.Value)) found.Add($"{at}.agent", Id);
            else if (!people.TryGetValue(agent, out var isAgent)) found.Add($"{at}.agent", $"there is no person '{agent}'.");
            else if (!isAgent) found.Add($"{at}.agent", $"'{agent}' lacks the privilege 'agent'.");
            else if (!members.Add(agent)) found.Add($"{at}.agent", $"'{agent}' is listed twice.");
            else if ((memberships[agent] = memberships.GetValueOrDefault(agent) + 1) == RoutingBounds.QueuesOfAnAgent + 1)
            {
                found.Add($"{at}.agent", $"'{agent}' is in more than {RoutingBounds.QueuesOfAnAgent} queues.");
            }
            found.Range($"{at}.rank", rank, 1, 100);
        }
    }

    private static bool IsLanguageTag(string? tag)
    {
        if (string.IsNullOrEmpty(tag) || tag.Length > 35) return false;
        foreach (var part in tag.Split('-'))
        {
            if (part.Length is < 1 or > 8 || !part.All(char.IsAsciiLetterOrDigit)) return false;
        }
        return char.IsAsciiLetter(tag[0]);
    }

    private sealed class Findings
    {
        public List<SettingsBreach> Breaches { get; } = [];

        public void Add(string path, string message) => Breaches.Add(new SettingsBreach(path, message));

        public void Range(string path, int value, int least, int most, string? what = null)
        {
            if (value < least || value > most)
            {
                Add(path, $"{value}{(what is null ? string.Empty : " " + what)} is not allowed; {least} to {most}.");
            }
        }

        public void Name(string path, string? text) => Text(path, text, 100);

        public void Text(string path, string? text, int most)
        {
            if (string.IsNullOrWhiteSpace(text)) Add(path, $"an empty text is not allowed; 1 to {most} characters.");
            else if (text.Length > most) Add(path, $"{text.Length} characters are not allowed; 1 to {most}.");
        }
    }
}
