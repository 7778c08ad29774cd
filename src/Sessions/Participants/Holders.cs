using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>These processes are not alive: every page line that they hold is lost.</summary>
internal sealed record LinesBroken(ValueList<Guid> Holders) : IJournalEvent;

/// <summary>S3 where other processes hold the lines: one that dies reports nothing, so that somebody else has to name the living.</summary>
internal static class Holders
{
    public static Verdict Decide(SiteState state, ConfirmLines command, IDecision decision)
    {
        if (command.Holders.Count > Bounds.Holders) return Refusals.Field("holders", $"names at most {Bounds.Holders} processes.");
        var alive = new HashSet<Guid>(command.Holders);
        var dead = new SortedSet<Guid>();
        var concerned = new List<Session>();
        foreach (var session in state.Sessions)
        {
            var held = Pages(session).Where(page => page is { Connected: true, Holder: { } holder } && !alive.Contains(holder)).ToArray();
            foreach (var page in held) dead.Add(page.Holder!.Value);
            if (held.Length > 0) concerned.Add(session);
        }
        if (dead.Count > 0)
        {
            decision.Emit(new LinesBroken([.. dead]));
            foreach (var session in concerned) Holding.Settle(state, session, decision);
        }
        decision.Tell(new LoseInboxLines(state.Site, command.Holders, [.. dead]));
        return Verdict.Accepted();
    }

    public static void Apply(SiteState state, LinesBroken broken, Instant at)
    {
        var dead = new HashSet<Guid>(broken.Holders);
        foreach (var session in state.Sessions)
        {
            Presences.Lose(state, session, state.Settings!, at, page => page is { Connected: true, Holder: { } holder } && dead.Contains(holder));
        }
    }

    public static void TellNews(LinesBroken broken, SiteId site, List<INews> news)
    {
        foreach (var holder in broken.Holders) news.Add(new LinesLost(site, holder));
    }

    private static IEnumerable<Presence> Pages(Session session) =>
        session.PresentCustomers().Select(static customer => customer.Page).Concat(session.Representatives.Select(static each => each.Page));
}
