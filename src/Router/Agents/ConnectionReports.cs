using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>
/// What was reported of an agent's connections: reports overtake one another, and the opening of a connection that is gone already
/// must not count when it comes.
/// </summary>
internal sealed class ConnectionReports
{
    private readonly List<GoneConnection> gone = [];

    /// <summary>The ordinal of the last opening that counted.</summary>
    public long Opened { get; private set; }

    /// <summary>The newest connections gone, of those reported after the last opening.</summary>
    public IReadOnlyList<GoneConnection> Gone => gone;

    /// <summary>True when this opening is older than the last one, or the connection is gone already.</summary>
    public bool IsLateOpening(ConnectionId connection, long ordinal) =>
        ordinal <= Opened || gone.Exists(each => each.Connection == connection && each.Ordinal > ordinal);

    /// <summary>True when this loss is older than the last opening, or than another report of the same.</summary>
    public bool IsLateLoss(ConnectionId connection, long ordinal) =>
        ordinal <= Opened || gone.Exists(each => each.Connection == connection && each.Ordinal >= ordinal);

    public void NoteOpened(long ordinal)
    {
        Opened = ordinal;
        gone.RemoveAll(each => each.Ordinal <= ordinal);
    }

    public void NoteGone(ConnectionId connection, long ordinal)
    {
        gone.RemoveAll(each => each.Connection == connection);
        gone.Add(new GoneConnection(connection, ordinal));
        if (gone.Count > RoutingBounds.GoneConnections) gone.RemoveAt(0);
    }
}

/// <summary>A connection that was reported gone.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Ordinal">The report's ordinal.</param>
internal sealed record GoneConnection(ConnectionId Connection, long Ordinal);
