using AcdRouter.Contracts;
using AcdRouter.Simulation.Estimates;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Where a customer of a replay stands.</summary>
internal enum CustomerState
{
    NotYetHere = 1,
    Waiting = 2,
    Served = 3,
    Gone = 4,
}

/// <summary>One customer of a replay: what the record says, what was drawn, how it goes.</summary>
internal sealed class ReplayCustomer
{
    private ReplayCustomer(RecordedCall call, int patienceSeconds, int serviceSeconds)
    {
        Call = call;
        PatienceSeconds = patienceSeconds;
        ServiceSeconds = serviceSeconds;
    }

    public RecordedCall Call { get; }

    /// <summary>Who hung up shows the patience; who was answered has more than was waited, drawn.</summary>
    public int PatienceSeconds { get; }

    /// <summary>Who was answered shows the service; who hung up has one of the type's, drawn.</summary>
    public int ServiceSeconds { get; }

    public long ArrivalMilliseconds { get; set; }

    public CustomerState State { get; set; } = CustomerState.NotYetHere;

    /// <summary>Names session, request and customer alike.</summary>
    public Guid Id { get; set; }

    public int AgentIndex { get; set; }

    /// <summary>Draws what the record does not show. Each customer has a generator of their own.</summary>
    public static ReplayCustomer Draw(RecordedCall call, int index, ulong seed, PatienceEstimate patience, ServiceTimes services)
    {
        var generator = SplitMix64.ForItem(seed, (ulong)index);
        return call.Answered
            ? new ReplayCustomer(call, patience.Draw(generator.NextUnit(), call.WaitSeconds), call.ServiceSeconds)
            : new ReplayCustomer(call, call.WaitSeconds, services.Draw(ref generator, call.Type));
    }

    public SessionId Session => new(Id);

    public CustomerId Customer => new(Id);
}
