namespace AcdRouter.Simulation.Benchmarks;

/// <summary>The yardstick: the least that any matcher must do, without rules, offers, deadlines or explanations.</summary>
internal sealed class BareMatcher
{
    private readonly PriorityQueue<int, long>[] waiting;
    private readonly Dictionary<int, int> assigned = [];
    private readonly Queue<int>[] free;
    private readonly int agents;
    private readonly int queues;
    private long arrivals;
    private int turn;

    public BareMatcher(EngineSize size)
    {
        (agents, queues) = (size.Agents, size.Queues);
        waiting = new PriorityQueue<int, long>[queues];
        free = new Queue<int>[queues];
        for (var i = 0; i < queues; i++) (waiting[i], free[i]) = (new PriorityQueue<int, long>(), new Queue<int>());
        for (var i = 0; i < agents; i++) assigned.Add(i, -1);
        for (var i = 0; i < size.Backlog; i++) Arrive(i % queues);
        Decided = 0;
    }

    public long Decided { get; private set; }

    /// <summary>One agent completes and takes the next request, one customer arrives; as many commands as the Router gets for it.</summary>
    public void Step()
    {
        var agent = turn++ % agents;
        var queue = agent % queues;
        assigned[agent] = -1;
        Decided++;
        if (waiting[queue].TryDequeue(out var request, out _))
        {
            assigned[agent] = request;
            Decided += 2;
        }
        else
        {
            free[queue].Enqueue(agent);
        }
        Arrive(queue);
    }

    private void Arrive(int queue)
    {
        var id = (int)++arrivals;
        Decided++;
        if (free[queue].TryDequeue(out var agent))
        {
            assigned[agent] = id;
            Decided += 2;
        }
        else
        {
            waiting[queue].Enqueue(id, arrivals);
        }
    }
}
