using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>A live session. Changed by events only; written to snapshots as it stands.</summary>
internal sealed class Session
{
    public required SessionId Id { get; init; }

    public required SessionNumber Number { get; init; }

    public required Instant StartedAt { get; init; }

    /// <summary>The CSR who started it; null when a customer did.</summary>
    public PersonId? StartedBy { get; init; }

    /// <summary>The starter's mode, kept for the session's life; null when a customer started it.</summary>
    public SessionMode? Mode { get; init; }

    public required string Channel { get; init; }

    /// <summary>Customers at a time, as the settings had it at the start.</summary>
    public required int CustomerLimit { get; init; }

    public required ValueList<FormAnswer> Answers { get; init; }

    public required ValueList<string> WantedSkills { get; init; }

    /// <summary>At most one CSR in control (I6); null while the session waits.</summary>
    public PersonId? Controller { get; set; }

    /// <summary>The request it waits by or that brought it to the one in control; null for a self-started one.</summary>
    public RequestId? Request { get; set; }

    /// <summary>What the router was last told about the waiting request.</summary>
    public bool Held { get; set; }

    /// <summary>The customer being assisted; null when none is present.</summary>
    public CustomerId? Assisted { get; set; }

    /// <summary>What runs, in the order of the enumeration.</summary>
    public ValueList<Activity> Running { get; set; } = [];

    /// <summary>Everyone who ever joined, in the order of joining.</summary>
    public List<Customer> Customers { get; init; } = [];

    /// <summary>Those present, in the order of joining.</summary>
    public List<Representative> Representatives { get; init; } = [];

    public List<Invitation> Invitations { get; init; } = [];

    public List<Transfer> Transfers { get; init; } = [];

    /// <summary>The call until the bridge has confirmed its tear-down.</summary>
    public VoiceCall? Voice { get; set; }

    public SessionTrail Trail { get; init; } = new();

    public bool IsWaiting() => Controller is null;

    public IEnumerable<Customer> PresentCustomers() => Customers.Where(static customer => customer.IsPresent());

    public int CustomersPresent() => Customers.Count(static customer => customer.IsPresent());

    public Customer? Present(CustomerId customer) => Customers.Find(each => each.Id == customer && each.IsPresent());

    public Representative? Present(PersonId person) => Representatives.Find(each => each.Person == person);

    public Invitation? Invited(InvitationId invitation) => Invitations.Find(each => each.Id == invitation);

    /// <summary>Assistants present.</summary>
    public int Assistants() => Representatives.Count - (Controller is null ? 0 : 1);
}

/// <summary>A customer who is or was in the session.</summary>
internal sealed class Customer
{
    public required CustomerId Id { get; init; }

    public required string Name { get; init; }

    public required Instant JoinedAt { get; init; }

    public Instant? LeftAt { get; set; }

    public LeaveReason? LeaveReason { get; set; }

    /// <summary>The invitation joined by; null when joined by number or by own request.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>The browser that the link serves as this customer; null without a link.</summary>
    public Guid? Browser { get; init; }

    public Presence Page { get; init; } = new();

    public bool IsPresent() => LeftAt is null;
}

/// <summary>A representative in the session.</summary>
internal sealed class Representative
{
    public required PersonId Person { get; init; }

    public required string Name { get; init; }

    public Presence Page { get; init; } = new();
}

/// <summary>An invitation and what became of it.</summary>
internal sealed class Invitation
{
    public required InvitationId Id { get; init; }

    /// <summary>The command that made it: its repeat, however late, makes no second one.</summary>
    public required CommandId Command { get; init; }

    public required Instant At { get; init; }

    public required PersonId By { get; init; }

    public required InvitationMeans Means { get; init; }

    public required InvitationRole Role { get; init; }

    public string? Address { get; init; }

    public PersonId? Colleague { get; init; }

    public required string Language { get; init; }

    public required InvitationState State { get; set; }

    public string? Failure { get; set; }

    /// <summary>The one browser that a personal link serves; null until its first use, and for links that serve several.</summary>
    public Guid? Browser { get; set; }

    /// <summary>True for a customer's link that serves one browser only.</summary>
    public bool IsPersonal() => Role == InvitationRole.Customer && Means is InvitationMeans.Mail or InvitationMeans.OwnMail;
}

/// <summary>A hand-over of the session.</summary>
internal sealed class Transfer
{
    public required Instant At { get; init; }

    public required RequestId Request { get; init; }

    public required PersonId Giver { get; init; }

    public required RoutingTarget Target { get; init; }

    public string? PersonalMessage { get; init; }

    /// <summary>Who took it; null while it waits.</summary>
    public PersonId? TakenBy { get; set; }
}

/// <summary>The session's voice call.</summary>
internal sealed class VoiceCall
{
    public required CallId Id { get; init; }

    public required VoiceState State { get; set; }

    public SortedSet<CustomerId> Customers { get; init; } = [];

    public SortedSet<PersonId> Persons { get; init; } = [];

    public bool IsLive() => State is VoiceState.Opening or VoiceState.Open;
}
