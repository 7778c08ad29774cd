using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Where a customer of a replay stands.</summary>
internal enum CustomerState
{
    NotYetHere = 1,
    Waiting = 2,
    Served = 3,
    Gone = 4,
}

/// <summary>One customer of a replay: what is to happen, and how it goes. Times count from the beginning of the first day.</summary>
internal sealed class ReplayCustomer
{
    /// <summary>The day under which reports count the customer.</summary>
    public required DateOnly Day { get; init; }

    public required QueueId Queue { get; init; }

    public required int Priority { get; init; }

    public required long ArrivalMilliseconds { get; init; }

    /// <summary>Gives up after waiting so long.</summary>
    public required long PatienceMilliseconds { get; init; }

    /// <summary>Takes so long to serve.</summary>
    public required long ServiceMilliseconds { get; init; }

    public CustomerState State { get; set; } = CustomerState.NotYetHere;

    /// <summary>Names session, request and customer alike.</summary>
    public Guid Id { get; set; }

    public int AgentIndex { get; set; }

    public SessionId Session => new(Id);

    public CustomerId Customer => new(Id);
}
