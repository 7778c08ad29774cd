namespace AcdRouter.Simulation.Load;

/// <summary>Stands outside and keeps what callers were promised and what agents were given. Safe for many threads.</summary>
public sealed class LoadRecorder(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Promise> promises = [];
    private readonly Dictionary<(string Agent, Guid Request, int Offer), OfferSeen> offers = [];
    private readonly List<string> surprises = [];
    private readonly List<(long Count, TaskCompletionSource Reached)> awaited = [];
    private long handOvers;
    private int open;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whole hand-overs: accepted by an agent after a transfer or an entry.</summary>
    public long HandOvers
    {
        get
        {
            lock (gate) return handOvers;
        }
    }

    /// <summary>Commands sent and not yet answered.</summary>
    public int Open
    {
        get
        {
            lock (gate) return open;
        }
    }

    public IReadOnlyList<Promise> Promises
    {
        get
        {
            lock (gate) return [.. promises];
        }
    }

    public IReadOnlyList<OfferSeen> Offers
    {
        get
        {
            lock (gate) return [.. offers.Values];
        }
    }

    /// <summary>Answers that no correct program gives.</summary>
    public IReadOnlyList<string> Surprises
    {
        get
        {
            lock (gate) return [.. surprises];
        }
    }

    public void Sent(Promise promise)
    {
        lock (gate)
        {
            promise.SentAt = Now;
            promises.Add(promise);
            open++;
        }
    }

    public void Answered(Promise promise, int status, string body)
    {
        lock (gate)
        {
            promise.Keep(status, body, Now);
            open--;
            if (status is 400 or 401 or 403 or 405 or 413 or 415 or 422 or >= 500) surprises.Add(promise.ToString());
            if (promise is not { Kind: PromiseKind.Accept, IsAccepted: true }) return;
            handOvers++;
            foreach (var each in awaited.Where(each => each.Count <= handOvers)) each.Reached.TrySetResult();
            awaited.RemoveAll(each => each.Count <= handOvers);
        }
    }

    /// <summary>A command is given up unanswered because the load ends.</summary>
    public void GivenUp()
    {
        lock (gate) open--;
    }

    public void Offered(string agent, Guid request, int offer)
    {
        lock (gate) offers.TryAdd((agent, request, offer), new OfferSeen(agent, request, offer, Now));
    }

    /// <summary>Ends when so many more hand-overs are whole.</summary>
    public Task AfterHandOvers(int more)
    {
        lock (gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((handOvers + more, reached));
            return reached.Task;
        }
    }
}
