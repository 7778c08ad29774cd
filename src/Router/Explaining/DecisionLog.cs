using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>The decisions about one request, in order: the first and the last ones, and how many were left out between (R23).</summary>
internal sealed class DecisionLog
{
    private readonly List<DecisionView> kept = new(2);

    public int Left { get; private set; }

    public IReadOnlyList<DecisionView> Kept => kept;

    public DecisionView? Last => kept.Count == 0 ? null : kept[^1];

    public void Add(DecisionView decision)
    {
        if (kept.Count == RoutingBounds.FirstDecisions + RoutingBounds.LastDecisions)
        {
            kept.RemoveAt(RoutingBounds.FirstDecisions);
            Left++;
        }
        kept.Add(decision);
    }

    public void Restore(ValueList<DecisionView> decisions, int left)
    {
        kept.AddRange(decisions);
        Left = left;
    }
}
