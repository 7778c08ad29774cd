namespace AcdRouter.Simulation.Recordings;

/// <summary>The rows that could not be read: all are counted, the first are named.</summary>
public sealed class MalformedRows
{
    /// <summary>Rows named. Enough to see what is wrong with a file, few enough to read.</summary>
    public const int MaxShown = 20;

    private readonly List<MalformedRow> first = [];

    /// <summary>All of them.</summary>
    public int Count { get; private set; }

    /// <summary>The first ones, in order of line.</summary>
    public IReadOnlyList<MalformedRow> First => first;

    internal void Add(int line, string reason)
    {
        Count++;
        if (first.Count < MaxShown) first.Add(new MalformedRow(line, reason));
    }
}
