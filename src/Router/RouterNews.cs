using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Translates facts into news, from the fact alone.</summary>
internal static class RouterNews
{
    public static void Tell(IJournalEvent fact, in Stamp stamp, SiteId site, List<INews> news)
    {
        switch (fact)
        {
            case SettingsAdopted adopted:
                news.Add(new SiteConfigured(site, adopted.Settings.Version));
                break;
            case RequestAccepted accepted:
                var target = accepted.Queue is { } queue ? new RoutingTarget(queue, []) : accepted.Wish.Target;
                news.Add(new RequestQueued(site, accepted.Wish.Request, accepted.Wish.Session, target, accepted.Wish.Priority, stamp.At));
                break;
            case RequestMovedOn moved:
                news.Add(new RequestMoved(site, moved.Request, moved.Session, moved.Queue, stamp.At));
                break;
            case RequestLeftStranded stranded:
                news.Add(new RequestStranded(site, stranded.Request, stranded.Session, stranded.Addressees, stamp.At));
                break;
            case OffersOpened opened:
                news.Add(new OfferMade(site, opened.Agents, opened.Offer));
                break;
            case OffersClosed closed:
                news.Add(new OfferEnded(site, closed.Request, closed.Offer, closed.Agents, closed.End));
                break;
            case RequestTaken taken:
                TellTaken(taken, stamp, site, news);
                break;
            case AssignmentReturned returned:
                news.Add(new RequestReturned(site, returned.Request, returned.Session, returned.Agent, returned.Reason));
                break;
            case RequestClosed closed:
                news.Add(new RequestEnded(site, closed.Request, closed.Record.Wish.Session, closed.End, stamp.At));
                break;
            case AgentStatusTold told:
                news.Add(new AgentStateChanged(site, told.Agent, told.Status.State, told.Status.Reason, stamp.At));
                break;
            case InboxLinesBroken broken:
                foreach (var holder in broken.Untold) news.Add(new LinesLost(site, holder));
                break;
            case WrapUpExtended extended:
                news.Add(new AgentWrapUpExtended(site, extended.Agent, extended.Request, extended.EndsAt));
                break;
        }
    }

    private static void TellTaken(RequestTaken taken, in Stamp stamp, SiteId site, List<INews> news)
    {
        if (taken.Accepted) news.Add(new OfferEnded(site, taken.Request, taken.Offer, [taken.Agent], OfferEnd.Accepted));
        if (taken.Others.Count > 0) news.Add(new OfferEnded(site, taken.Request, taken.Offer, taken.Others, OfferEnd.Taken));
        news.Add(new RequestAssigned(site, taken.Request, taken.Session, taken.Agent, taken.Queue, taken.WaitedMilliseconds, stamp.At));
    }
}
