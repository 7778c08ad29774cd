namespace AcdRouter.Router;

/// <summary>
/// What the running decision still has to look at: noted as facts are folded, emptied before the decision ends. Not part of the
/// state: at rest nothing can be matched, and it is cleared before each decision.
/// </summary>
internal sealed class Work
{
    /// <summary>Requests that may be offered to somebody now who could not be before.</summary>
    public SortedSet<Request> Requests { get; } = [];

    /// <summary>Those of them for whom it was not yet asked whether they have to move or have nobody left.</summary>
    public SortedSet<Request> Unprepared { get; } = [];

    /// <summary>Agents who may take more than before.</summary>
    public SortedSet<Agent> Freer { get; } = [];

    /// <summary>Agents who hold offers and can take less than before.</summary>
    public SortedSet<Agent> Tighter { get; } = [];

    /// <summary>Agents whose state or load others may have to be told of.</summary>
    public SortedSet<Agent> Touched { get; } = [];

    /// <summary>Agents signing out who may have ended their last session.</summary>
    public SortedSet<Agent> Leaving { get; } = [];

    public void Note(Request request)
    {
        Requests.Add(request);
        Unprepared.Add(request);
    }

    public void Forget(Request request)
    {
        Requests.Remove(request);
        Unprepared.Remove(request);
    }

    public void ClearRequests()
    {
        Requests.Clear();
        Unprepared.Clear();
    }

    public void Clear()
    {
        ClearRequests();
        Freer.Clear();
        Tighter.Clear();
        Touched.Clear();
        Leaving.Clear();
    }
}
