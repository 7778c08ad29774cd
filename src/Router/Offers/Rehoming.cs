using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Finds a new home for requests whose place is gone: no addressee left, or the queue removed from the settings.</summary>
internal static class Rehoming
{
    /// <summary>
    /// Moves a waiting request to the fallback queue where it has to, or leaves it stranded where there is none. True when it did.
    /// The fallback queue takes what was accepted before even when it is closed or full: an accepted request is never lost.
    /// </summary>
    public static bool Rehome(RoutingState state, Request request, IDecision decision)
    {
        if (request.Assignment is not null) return false;
        var fallback = state.Fallback();
        if (request.Queue is { } queue)
        {
            if (!queue.Closing || fallback is null) return false;
            CloseOpenOffers(request, decision);
            decision.Emit(new RequestMovedOn(request.Id, request.Wish.Session, fallback.Id, "R16 the queue was removed: fallback queue"));
            return true;
        }
        if (state.OpenAddressees(request).Any(each => each.Standing.SignedIn)) return false;
        if (fallback is not null)
        {
            var rule = state.OpenAddressees(request).Any()
                ? "R16 the addressees who are left are signed out: fallback queue"
                : "R16 every addressee is out: fallback queue";
            decision.Emit(new RequestMovedOn(request.Id, request.Wish.Session, fallback.Id, rule));
            return true;
        }
        if (request.Stranded) return false;
        decision.Emit(new RequestLeftStranded(request.Id, request.Wish.Session, request.Wish.Target.Agents));
        return true;
    }

    private static void CloseOpenOffers(Request request, IDecision decision)
    {
        if (request.Round is not { } round) return;
        var agents = round.Open.Select(offer => offer.Agent).ToValueList();
        decision.Emit(new OffersClosed(request.Id, round.Number, agents, OfferEnd.AgentBusy, null, "R16 the queue was removed"));
    }
}
