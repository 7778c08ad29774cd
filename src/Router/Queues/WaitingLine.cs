namespace AcdRouter.Router;

/// <summary>
/// What waits in a queue or personal queue: all of it in order, and apart from that the requests that may be offered, one lane
/// per slot cost, so that an agent with two slots left looks at two heads and not at the backlog.
/// </summary>
internal sealed class WaitingLine
{
    private readonly SortedSet<Request>?[] lanes = new SortedSet<Request>?[RoutingBounds.MaxCost + 1];

    /// <summary>Waiting, offered and held requests, by effective arrival, then id (R2).</summary>
    public RankedRequests Waiting { get; } = new();

    /// <summary>What waits by acceptance: with head starts the one who has waited longest may stand anywhere in the line. Kept for queues only.</summary>
    public SortedSet<Request> ByAcceptance { get; } = new(Comparer<Request>.Create(static (left, right) =>
    {
        var order = left.AcceptedAt.CompareTo(right.AcceptedAt);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }));

    /// <summary>The requests of one cost that may be offered, in order; null when there never was one.</summary>
    public SortedSet<Request>? Lane(int cost) => lanes[cost];

    public bool IsOfferable(Request request) => lanes[request.Cost]?.Contains(request) ?? false;

    public void AddOfferable(Request request) => (lanes[request.Cost] ??= []).Add(request);

    public void RemoveOfferable(Request request) => lanes[request.Cost]?.Remove(request);
}
