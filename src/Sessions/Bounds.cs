namespace AcdRouter.Sessions;

/// <summary>
/// Everything a site's sessions may hold is bounded, so that no sender can make the partition's memory or a record grow without end.
/// </summary>
internal static class Bounds
{
    /// <summary>Longest name of a customer, in Unicode characters: fits one line of a participants panel.</summary>
    public const int NameCharacters = 100;

    /// <summary>Longest name of a channel: as long as any other name in the settings.</summary>
    public const int ChannelCharacters = 64;

    /// <summary>Addresses that one start command may give: a mailing is not what a session is for.</summary>
    public const int InviteAddresses = 50;

    /// <summary>Invitations that one session may make: each stays in the state until the session ends.</summary>
    public const int Invitations = 100;

    /// <summary>Longest report of a mail server on a failed invitation.</summary>
    public const int FailureCharacters = 500;

    /// <summary>
    /// Reports of connections and windows gone that are remembered of one participant, the newest: so many pages at most are on their way
    /// at a time.
    /// </summary>
    public const int DeparturesRemembered = 8;

    /// <summary>Processes that may hold lines: far more than anybody runs.</summary>
    public const int Holders = 1_000;

    /// <summary>Assistants at a time: more would crowd out what the panel is for.</summary>
    public const int Assistants = 20;

    /// <summary>Customers that may ever join one session: the record names every one of them.</summary>
    public const int CustomersEver = 200;

    /// <summary>Transfers that one session may go through: the record keeps every one with its message.</summary>
    public const int Transfers = 1000;

    /// <summary>Transfers that a view lists, the newest: a person reads no more.</summary>
    public const int TransfersShown = 50;

    /// <summary>Agents that one transfer may name.</summary>
    public const int Agents = 100;

    /// <summary>Answers of an entry form.</summary>
    public const int Answers = 50;

    /// <summary>Longest name of a form's field.</summary>
    public const int AnswerFieldCharacters = 64;

    /// <summary>Longest answer of a form's field.</summary>
    public const int AnswerCharacters = 1000;

    /// <summary>Skills that a request may want.</summary>
    public const int WantedSkills = 10;

    /// <summary>Longest name of a skill.</summary>
    public const int SkillCharacters = 64;

    /// <summary>Spans of each kind (stays, waits, activities, calls) that a session's record keeps, the newest; enough for any human session.</summary>
    public const int Spans = 1000;

    /// <summary>Voice calls whose opening or tear-down may be unconfirmed at a time: beyond it the bridge is plainly away.</summary>
    public const int OwedCalls = 10_000;

    /// <summary>Live and resting numbers together: a thousandth of all numbers, so that a few random candidates find a free one.</summary>
    public const int NumbersHeld = 900_000;

    /// <summary>Sessions that one list shows.</summary>
    public const int SessionsListed = 1000;

    /// <summary>Overdue calls that one list shows.</summary>
    public const int CallsListed = 1000;
}
