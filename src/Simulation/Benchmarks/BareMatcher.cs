namespace AcdRouter.Simulation.Benchmarks;

/// <summary>
/// The yardstick: the least that any matcher must do for the same commands. Requests in a dictionary by id and priority queues by
/// arrival, agents in a dictionary by name; no rules, offers, deadlines, facts or explanations.
/// </summary>
internal sealed class BareMatcher
{
    private readonly Dictionary<Guid, (int Queue, string? Agent, bool Joined)> requests = [];
    private readonly Dictionary<string, Guid> agents = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Guid, long>[] waiting;
    private readonly Queue<string>[] free;
    private readonly string[] names;
    private long arrivals;
    private int turn;

    public BareMatcher(EngineSize size)
    {
        waiting = new PriorityQueue<Guid, long>[size.Queues];
        free = new Queue<string>[size.Queues];
        for (var i = 0; i < size.Queues; i++) (waiting[i], free[i]) = (new PriorityQueue<Guid, long>(), new Queue<string>());
        names = [.. Enumerable.Range(0, size.Agents).Select(i => $"agent-{i}")];
        for (var i = 0; i < size.Agents; i++) free[i % size.Queues].Enqueue(names[i]);
        for (var i = 0; i < size.Agents + size.Backlog; i++) Arrive(i % size.Queues);
        Decided = 0;
    }

    public long Decided { get; private set; }

    /// <summary>One agent completes and takes the next request, one customer arrives.</summary>
    public void Step()
    {
        var agent = names[turn % names.Length];
        var queue = turn++ % waiting.Length;
        if (agents.Remove(agent, out var done))
        {
            requests.Remove(done);
            Decided++;
            if (waiting[queue].TryDequeue(out var next, out _)) Take(next, agent);
            else free[queue].Enqueue(agent);
        }
        Arrive(queue);
    }

    private void Arrive(int queue)
    {
        var id = Guid.NewGuid();
        requests.Add(id, (queue, null, false));
        Decided++;
        if (free[queue].TryDequeue(out var agent)) Take(id, agent);
        else waiting[queue].Enqueue(id, ++arrivals);
    }

    /// <summary>Accept and join: two commands.</summary>
    private void Take(Guid request, string agent)
    {
        requests[request] = (requests[request].Queue, agent, false);
        agents[agent] = request;
        requests[request] = requests[request] with { Joined = true };
        Decided += 2;
    }
}
