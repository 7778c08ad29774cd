using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// Which pages of a site listen, by the reports that were durably accepted and the claims between them, kept apart from the engine's
/// own state. A line is up from a page's report to the next one or to the next claim, whose program does not hold it; in between
/// nobody may count as lost, however long a writer was frozen. What the reports leave open is not judged.
/// </summary>
internal sealed class Lines(Action<string, string> breach)
{
    private readonly Dictionary<(SessionId Session, string Who), Line> pages = [];
    private readonly Dictionary<PersonId, Line> agents = [];

    // The last time that somebody closed a window, pages in it that are not known yet included.
    private readonly Dictionary<string, long> closed = [];

    /// <summary>A new run has claimed: every line from before died with the program that held it.</summary>
    public void ProgramChanged()
    {
        foreach (var line in pages.Values.Concat(agents.Values))
        {
            if (line.State == LineState.Up) line.State = LineState.Dead;
        }
    }

    /// <summary>A command was durably accepted.</summary>
    public void Take(ICommand command)
    {
        switch (command)
        {
            case ReportSessionPage report:
                var who = Who(report.Person, report.Customer);
                Report(Page(report.Session, who), report.Change, report.Ordinal, closed.GetValueOrDefault(who, long.MinValue));
                break;
            case CloseWindow close:
                var closer = Who(close.Person, null);
                closed[closer] = Math.Max(closed.GetValueOrDefault(closer, long.MinValue), close.Ordinal);
                foreach (var (_, line) in pages.Where(each => each.Key.Who == closer)) Doubt(line, close.Ordinal);
                break;
            case ReportAgentConnection report:
                Report(Agent(report.Agent), report.Change, report.Ordinal, long.MinValue);
                break;
        }
    }

    /// <summary>Something is told; to be called before the ledger has taken it.</summary>
    public void Hear(INews news, Ledger ledger)
    {
        switch (news)
        {
            case ParticipantLeft left:
                var page = Page(left.Session, Who(left.Person, left.Customer));
                if (left.Reason == LeaveReason.LineLost && page.State == LineState.Up)
                    breach("S3", $"{Who(left.Person, left.Customer)} left session {left.Session} for a lost line, and the page listens");
                page.State = LineState.Unknown;
                break;
            case ParticipantJoined joined:
                Page(joined.Session, Who(joined.Person, joined.Customer)).State = LineState.Unknown;
                break;
            case SessionTaken taken:
                Page(taken.Session, Who(taken.Agent, null)).State = LineState.Unknown;
                break;
            case SessionEnded { End: SessionEnd.LineLost } ended:
                if (ledger.Sessions.GetValueOrDefault(ended.Session)?.Controller is { } controller && Page(ended.Session, Who(controller, null)).State == LineState.Up)
                    breach("S3", $"session {ended.Session} ended for the lost line of {controller}, whose page listens");
                break;
            case AgentStateChanged { Reason: "connection lost" } changed when Agent(changed.Agent).State == LineState.Up:
                breach("R17", $"{changed.Agent} is unavailable for a lost connection, which is up");
                break;
        }
    }

    /// <summary>Compares what a view says of a session's pages.</summary>
    public void Compare(SessionView view)
    {
        foreach (var each in view.Representatives) Compare(view.Session, Who(each.Person, null), each.Connected);
        foreach (var each in view.Customers) Compare(view.Session, Who(null, each.Customer), each.Connected);
    }

    private static string Who(PersonId? person, CustomerId? customer) => person?.Value ?? customer!.Value.ToString();

    private static void Report(Line line, ConnectionChange change, long ordinal, long closed)
    {
        if (change != ConnectionChange.Opened)
        {
            Doubt(line, ordinal);
            return;
        }
        // An opening that a later one has outrun changes nothing; one that a departure has outrun may be of the page that departed.
        if (ordinal <= line.Opened) return;
        line.Opened = ordinal;
        line.State = ordinal > Math.Max(line.Departed, closed) ? LineState.Up : LineState.Unknown;
    }

    /// <summary>A departure later than the last opening may be of the page that listens or of an older one.</summary>
    private static void Doubt(Line line, long ordinal)
    {
        line.Departed = Math.Max(line.Departed, ordinal);
        if (ordinal > line.Opened) line.State = LineState.Unknown;
    }

    private void Compare(SessionId session, string who, bool connected)
    {
        var state = Page(session, who).State;
        if (connected ? state == LineState.Dead : state == LineState.Up)
            breach("S3", $"the page of {who} in session {session} is {(connected ? "connected" : "not connected")}, by its reports it is {state}");
    }

    private Line Page(SessionId session, string who) => Find(pages, (session, who));

    private Line Agent(PersonId agent) => Find(agents, agent);

    private static Line Find<TKey>(Dictionary<TKey, Line> lines, TKey key)
        where TKey : notnull
    {
        if (!lines.TryGetValue(key, out var line)) lines.Add(key, line = new Line());
        return line;
    }

    private enum LineState
    {
        Unknown,
        Up,
        Dead,
    }

    private sealed class Line
    {
        public long Opened { get; set; } = long.MinValue;

        public long Departed { get; set; } = long.MinValue;

        public LineState State { get; set; }
    }
}
