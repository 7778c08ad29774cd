namespace AcdRouter.Contracts;

/// <summary>
/// Everything a site administrator sets. Enters only as <see cref="ConfigureSite"/>; a decision depends on nothing else.
/// </summary>
public sealed record SiteSettings
{
    /// <summary>Raised by one or more at every change; a lower one is refused. From 1.</summary>
    public required int Version { get; init; }

    /// <summary>The site's name as people read it; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>IETF language tag used where an invitation names none.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Customers that one session may hold; 1 to 50.</summary>
    public int MaxCustomersPerSession { get; init; } = 5;

    /// <summary>How long a session lives without its CSR's page after a lost line; 0 to 300 s.</summary>
    public int PresenceGraceSeconds { get; init; } = 30;

    /// <summary>How long a waiting customer whose line is lost keeps the place; 0 to 600 s.</summary>
    public int CustomerGraceSeconds { get; init; } = 60;

    /// <summary>How long an accepted offer waits for the agent's session page; 5 to 120 s.</summary>
    public int JoinSeconds { get; init; } = 15;

    /// <summary>Priority given to transferred sessions; 0 up to the number of head starts less one.</summary>
    public int TransferPriority { get; init; }

    /// <summary>By priority, from 0: how many seconds earlier such a request counts as arrived; 1 to 10 values of 0 to 86,400.</summary>
    public ValueList<int> HeadStartSeconds { get; init; } = [0];

    /// <summary>How long a transferred session is not offered to its giver; 0 to 86,400 s.</summary>
    public int NotBackToGiverSeconds { get; init; } = 300;

    /// <summary>Where work for agents goes when every addressee is out; null to let it wait.</summary>
    public QueueId? FallbackQueue { get; init; }

    /// <summary>Reasons an agent may give for being unavailable, 1 to 50 characters each.</summary>
    public ValueList<string> UnavailableReasons { get; init; } = ["break", "meeting", "training"];

    /// <summary>Channels with the slots they take; a channel not listed takes one.</summary>
    public ValueList<ChannelSettings> Channels { get; init; } = [];

    /// <summary>How long records are kept; 1 to 3650 days.</summary>
    public int RetentionDays { get; init; } = 365;

    /// <summary>The people with an account.</summary>
    public required ValueList<PersonSettings> People { get; init; }

    /// <summary>The queues.</summary>
    public required ValueList<QueueSettings> Queues { get; init; }
}

/// <summary>What a session of one channel costs an agent.</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Cost">Slots it takes; 1 to 10.</param>
public sealed record ChannelSettings(string Name, int Cost);

/// <summary>A person with an account on the site.</summary>
public sealed record PersonSettings
{
    /// <summary>The account's name.</summary>
    public required PersonId Id { get; init; }

    /// <summary>The name that others read; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the person may do.</summary>
    public required ValueList<Privilege> Privileges { get; init; }

    /// <summary>Whether the person runs one session at a time or several.</summary>
    public SessionMode Mode { get; init; } = SessionMode.Multi;

    /// <summary>Sessions the person may hold at once in multi-session mode; 1 to 100. Single-session mode holds one.</summary>
    public int MaxSessions { get; init; } = 3;

    /// <summary>Proficiency in named skills.</summary>
    public ValueList<SkillLevel> Skills { get; init; } = [];

    /// <summary>Sessions held at once under the mode.</summary>
    public int Capacity() => Mode == SessionMode.Single ? 1 : MaxSessions;
}

/// <summary>A skill and how well it is mastered.</summary>
/// <param name="Skill">The skill's name.</param>
/// <param name="Level">1 (beginner) to 10 (expert).</param>
public sealed record SkillLevel(string Skill, int Level);

/// <summary>A queue and the rules that say who is offered its requests.</summary>
public sealed record QueueSettings
{
    /// <summary>The queue's name in commands.</summary>
    public required QueueId Id { get; init; }

    /// <summary>The name that people read; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Who may be offered its requests.</summary>
    public required ValueList<MemberSettings> Members { get; init; }

    /// <summary>Who among the free members is offered a request.</summary>
    public Distribution Distribution { get; init; } = Distribution.MostIdle;

    /// <summary>Closed: new requests are refused, waiting ones finish.</summary>
    public bool Open { get; init; } = true;

    /// <summary>Whether agents may pick a specific waiting request.</summary>
    public bool Picking { get; init; } = true;

    /// <summary>How long an offer lasts; 5 to 900 s.</summary>
    public int UnavailabilityThresholdSeconds { get; init; } = 30;

    /// <summary>How long a request is not offered again to an agent who declined it or let it expire; 1 to 3600 s.</summary>
    public int RetryAfterSeconds { get; init; } = 60;

    /// <summary>With so many waiting, new requests are refused; 50 to 999.</summary>
    public int ShutdownThreshold { get; init; } = 200;

    /// <summary>How long an agent's slot stays taken after a routed session; 0 to 3600 s.</summary>
    public int WrapUpSeconds { get; init; }

    /// <summary>T of the service level: answered within so many seconds; 1 to 3600.</summary>
    public int ServiceLevelSeconds { get; init; } = 20;

    /// <summary>The service level aimed at, in percent; 1 to 100.</summary>
    public int ServiceLevelPercent { get; init; } = 80;

    /// <summary>Whether waiting customers see their position.</summary>
    public bool ShowPosition { get; init; } = true;
}

/// <summary>An agent's membership of a queue.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Rank">An agent's queues are served in the order of rank, 1 first; equal ranks by effective arrival. 1 to 100.</param>
public sealed record MemberSettings(PersonId Agent, int Rank = 1);
