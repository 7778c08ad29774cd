using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>
/// What became of requests that ended a short while ago, so that an agent who answers late is told. Bounded by number and by
/// record time.
/// </summary>
internal sealed class EndedRequests
{
    private readonly Queue<EndedRequest> byTime = new();
    private readonly Dictionary<RequestId, EndedRequest> byId = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<EndedRequest> All => byTime;

    public EndedRequest? Find(RequestId request) => byId.GetValueOrDefault(request);

    public void Add(EndedRequest ended)
    {
        byTime.Enqueue(ended);
        byId[ended.Request] = ended;
        while (byTime.Count > RoutingBounds.EndedRequests
            || byTime.Peek().At.PlusSeconds(RoutingBounds.EndedRequestSeconds) < ended.At)
        {
            byId.Remove(byTime.Dequeue().Request);
        }
    }
}

/// <summary>A request that has ended.</summary>
/// <param name="Request">The request.</param>
/// <param name="End">How.</param>
/// <param name="Agent">Who had it; null when nobody.</param>
/// <param name="At">When.</param>
internal sealed record EndedRequest(RequestId Request, RequestEnd End, PersonId? Agent, Instant At);
