using AcdRouter.Contracts;
using AcdRouter.Router;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Acd;

/// <summary>A site's settings read from a file.</summary>
/// <param name="Site">The site.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record SettingsFile(SiteId Site, SiteSettings Settings)
{
    /// <summary>Longest file: as long as settings may be over HTTP.</summary>
    private const long MaxBytes = Web.WebLimits.MaxSettingsBytes;

    /// <summary>Reads a file; null when anything is wrong with it, and then everything that is wrong.</summary>
    public static (SettingsFile? File, IReadOnlyList<SettingsProblem> Problems) Read(string path)
    {
        var problems = new YamlProblems(path);
        var file = Parse(path, problems) is { } root ? Read(root, problems) : null;
        if (file is not null) CheckRules(file.Settings, problems);
        return problems.All.Count == 0 ? (file, []) : (null, [.. problems.All.OrderBy(problem => problem.Line)]);
    }

    /// <summary>
    /// The engine's own rules, asked before the engine is. Where a value could not be read, a rule would speak of its stand-in; what
    /// the reader has said of it is enough.
    /// </summary>
    private static void CheckRules(SiteSettings settings, YamlProblems problems)
    {
        var unread = problems.All.Select(problem => problem.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, message) in SiteSettingsRules.Check(settings))
        {
            if (YamlProblems.Upwards(path).Append(MeasuredBy(path)).Any(unread.Contains)) continue;
            problems.Add(problems.LineOf(path), path, message);
        }
    }

    /// <summary>The list that a value is held against; the value itself where it is held against none.</summary>
    private static string MeasuredBy(string path) => path switch
    {
        "fallbackQueue" => "queues",
        "transferPriority" => "headStartSeconds",
        _ when path.EndsWith("].agent", StringComparison.Ordinal) => "people",
        _ => path,
    };

    private static YamlNode? Parse(string path, YamlProblems problems)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes } large)
            {
                problems.Add(0, "", $"the file has {large.Length} bytes; at most {MaxBytes} are read.");
                return null;
            }
            using var reader = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            problems.Add(0, "", "expected one document with one site; use one file a site.");
        }
        catch (YamlException yaml)
        {
            problems.Add((int)yaml.Start.Line, "", $"not YAML: {yaml.InnerException?.Message ?? yaml.Message}");
        }
        catch (Exception file) when (file is IOException or UnauthorizedAccessException)
        {
            problems.Add(0, "", file.Message);
        }
        return null;
    }

    private static SettingsFile Read(YamlNode root, YamlProblems problems)
    {
        var map = new YamlMap(root, "", problems);
        var defaults = new SiteSettings { Version = 1, Name = "", People = [], Queues = [] };
        var site = map.Id<SiteId>("site");
        var settings = new SiteSettings
        {
            Version = map.Number("version"),
            Name = map.Text("name"),
            Language = map.Text("language", defaults.Language),
            MaxCustomersPerSession = map.Number("maxCustomersPerSession", defaults.MaxCustomersPerSession),
            PresenceGraceSeconds = map.Number("presenceGraceSeconds", defaults.PresenceGraceSeconds),
            CustomerGraceSeconds = map.Number("customerGraceSeconds", defaults.CustomerGraceSeconds),
            JoinSeconds = map.Number("joinSeconds", defaults.JoinSeconds),
            TransferPriority = map.Number("transferPriority", defaults.TransferPriority),
            HeadStartSeconds = map.Numbers("headStartSeconds", defaults.HeadStartSeconds),
            NotBackToGiverSeconds = map.Number("notBackToGiverSeconds", defaults.NotBackToGiverSeconds),
            FallbackQueue = map.IdOrNull<QueueId>("fallbackQueue"),
            UnavailableReasons = map.Texts("unavailableReasons", defaults.UnavailableReasons),
            Channels = map.Maps("channels", required: false, each => new ChannelSettings(each.Text("name"), each.Number("cost"))),
            RetentionDays = map.Number("retentionDays", defaults.RetentionDays),
            People = map.Maps("people", required: true, Person),
            Queues = map.Maps("queues", required: true, Queue),
        };
        map.RejectUnknownKeys();
        return new SettingsFile(site, settings);
    }

    private static PersonSettings Person(YamlMap map)
    {
        var defaults = new PersonSettings { Id = default, Name = "", Privileges = [] };
        return new PersonSettings
        {
            Id = map.Id<PersonId>("id"),
            Name = map.Text("name"),
            Privileges = map.Choices<Privilege>("privileges"),
            Mode = map.Choice("mode", defaults.Mode),
            MaxSessions = map.Number("maxSessions", defaults.MaxSessions),
            Skills = map.Maps("skills", required: false, each => new SkillLevel(each.Text("skill"), each.Number("level"))),
        };
    }

    private static QueueSettings Queue(YamlMap map)
    {
        var defaults = new QueueSettings { Id = default, Name = "", Members = [] };
        return new QueueSettings
        {
            Id = map.Id<QueueId>("id"),
            Name = map.Text("name"),
            Members = map.Maps("members", required: true, each => new MemberSettings(each.Id<PersonId>("agent"), each.Number("rank", 1))),
            Distribution = map.Choice("distribution", defaults.Distribution),
            Open = map.Flag("open", defaults.Open),
            Picking = map.Flag("picking", defaults.Picking),
            UnavailabilityThresholdSeconds = map.Number("unavailabilityThresholdSeconds", defaults.UnavailabilityThresholdSeconds),
            RetryAfterSeconds = map.Number("retryAfterSeconds", defaults.RetryAfterSeconds),
            ShutdownThreshold = map.Number("shutdownThreshold", defaults.ShutdownThreshold),
            WrapUpSeconds = map.Number("wrapUpSeconds", defaults.WrapUpSeconds),
            ServiceLevelSeconds = map.Number("serviceLevelSeconds", defaults.ServiceLevelSeconds),
            ServiceLevelPercent = map.Number("serviceLevelPercent", defaults.ServiceLevelPercent),
            ShowPosition = map.Flag("showPosition", defaults.ShowPosition),
        };
    }
}
