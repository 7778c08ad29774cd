using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Demo;

/// <summary>One customer of the demonstration.</summary>
internal sealed class DemoCustomer
{
    public required string Name { get; init; }

    public required string Queue { get; init; }

    public required Guid Id { get; init; }

    public required TimeSpan Patience { get; init; }

    public required TimeSpan Service { get; init; }

    public bool Waiting { get; set; }

    /// <summary>Raised whenever the wait begins or ends, so that giving up belongs to one wait.</summary>
    public int Wait { get; set; }

    public SessionId Session => new(Id);

    public CustomerId Customer => new(Id);
}
