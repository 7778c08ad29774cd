namespace AcdRouter.Simulation.Load;

/// <summary>What is wrong, each with a sentence; only the first of a kind are kept, all are counted.</summary>
public sealed class LoadFindings
{
    private const int Kept = 20;
    private readonly List<string> sentences = [];
    private int lost;
    private int doubled;
    private int outOfOrder;
    private int early;
    private int surprising;

    /// <summary>Promised effects that the journal does not hold.</summary>
    public int LostCount => lost;

    /// <summary>Effects that came twice, and agents with more than they may have.</summary>
    public int DoubledCount => doubled;

    /// <summary>Offers made before others that come before them (R2).</summary>
    public int OutOfOrderCount => outOfOrder;

    /// <summary>Things told or torn down that the journal did not hold by then.</summary>
    public int EarlyCount => early;

    /// <summary>Answers that no correct program gives, and histories that contradict themselves.</summary>
    public int SurprisingCount => surprising;

    public bool IsClean => lost + doubled + outOfOrder + early + surprising == 0;

    public IReadOnlyList<string> Sentences => sentences;

    public void Lost(string sentence) => Keep(ref lost, "lost", sentence);

    public void Doubled(string sentence) => Keep(ref doubled, "doubled", sentence);

    public void OutOfOrder(string sentence) => Keep(ref outOfOrder, "out of order", sentence);

    public void Early(string sentence) => Keep(ref early, "before durable", sentence);

    public void Surprising(string sentence) => Keep(ref surprising, "surprising", sentence);

    private void Keep(ref int count, string kind, string sentence)
    {
        if (++count <= Kept) sentences.Add($"{kind}: {sentence}");
    }
}
