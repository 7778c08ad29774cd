using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>Where a participant's page stands.</summary>
internal sealed class Presence
{
    /// <summary>The last opened connection; null when no page was ever opened.</summary>
    public ConnectionId? Connection { get; set; }

    public WindowId? Window { get; set; }

    /// <summary>The process that holds the last opened connection; null where lines end with the engine itself.</summary>
    public Guid? Holder { get; set; }

    public bool Connected { get; set; }

    /// <summary>The page said farewell, rather than its line being lost.</summary>
    public bool SaidFarewell { get; set; }

    public bool VoiceCapable { get; set; }

    /// <summary>The ordinal of the last opening that counted; null before the first.</summary>
    public long? OpenedOrdinal { get; set; }

    /// <summary>
    /// The newest reports of connections and windows gone, of those that came after the last opening: reports overtake one another, and
    /// the opening of what is gone already must not count when it comes.
    /// </summary>
    public List<PageDeparture> Departures { get; init; } = [];

    /// <summary>True before the first page after joining: on the way, neither there nor lost.</summary>
    public bool IsArriving() => Connection is null;

    /// <summary>True when this opening is older than the last one, or what was opened is gone already.</summary>
    public bool IsLateOpening(ConnectionId connection, WindowId window, long ordinal) =>
        ordinal <= OpenedOrdinal
        || Departures.Exists(each => each.Ordinal > ordinal && (each.Connection == connection || each.Window == window));

    /// <summary>True when the report of this departure is older than the last opening, or than another one of the same.</summary>
    public bool IsLateDeparture(PageDeparture departure) =>
        departure.Ordinal <= OpenedOrdinal || Departures.Exists(each => each.Ordinal >= departure.Ordinal && each.IsOfTheSame(departure));

    public void Open(PageOpened opened)
    {
        Connection = opened.Connection;
        Holder = opened.Holder;
        Window = opened.Window;
        VoiceCapable = opened.VoiceCapable;
        Connected = true;
        SaidFarewell = false;
        OpenedOrdinal = opened.Ordinal;
        Departures.RemoveAll(each => each.Ordinal <= opened.Ordinal);
    }

    public void Note(PageDeparture departure)
    {
        Departures.RemoveAll(each => each.IsOfTheSame(departure));
        Departures.Add(departure);
        if (Departures.Count > Bounds.DeparturesRemembered) Departures.RemoveAt(0);
    }

    /// <summary>Back to the state before the first page; what was seen of reports stays seen.</summary>
    public void Reset()
    {
        Connection = null;
        Holder = null;
        Window = null;
        Connected = false;
        SaidFarewell = false;
        VoiceCapable = false;
    }
}

/// <summary>A report that a connection, or every page of a window, is gone.</summary>
/// <param name="Connection">The connection; null when a window was closed.</param>
/// <param name="Window">The window; null when one connection is gone.</param>
/// <param name="Ordinal">The report's ordinal.</param>
internal sealed record PageDeparture(ConnectionId? Connection, WindowId? Window, long Ordinal)
{
    public bool IsOfTheSame(PageDeparture other) => Connection == other.Connection && Window == other.Window;
}
