using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>Opens offers and withdraws those that their agent can no longer take.</summary>
internal sealed class OfferMaker(RoutingState state, IDecision decision)
{
    /// <summary>Offers the request to these agents; under an open broadcast they join it.</summary>
    public void Open(Request request, IReadOnlyList<Agent> agents)
    {
        var exclusive = !RoutingState.IsBroadcast(request);
        var wish = request.Wish;
        var view = new OfferView(
            request.Id,
            request.Round?.Number ?? request.LastOffer + 1,
            wish.Session,
            wish.Number,
            exclusive,
            request.Queue?.Id,
            wish.Customer,
            wish.Priority,
            wish.Giver,
            wish.PersonalMessage,
            wish.Answers,
            request.AcceptedAt,
            decision.Now.PlusSeconds(RoutingState.OfferSeconds(request)));
        var rule = request.Queue is { } queue ? $"R3 {queue.Distribution.Name}" : "R16 addressed";
        var passedOver = PassedOver.Of(state, request, agents);
        decision.Emit(new OffersOpened(view, agents.Select(agent => agent.Id).ToValueList(), rule, passedOver));
    }

    /// <summary>Nobody can be offered it. Said once, not again while the reasons are the same.</summary>
    public void PassOver(Request request)
    {
        var passedOver = PassedOver.Of(state, request, []);
        if (request.Decisions.Last is { Kind: DecisionKind.PassedOver } last && last.PassedOver.Equals(passedOver)) return;
        decision.Emit(new RequestPassedOver(request.Id, "I4 nobody is free and allowed", passedOver));
    }

    /// <summary>Withdraws offers from agents who became full, left, or lost the membership.</summary>
    public void WithdrawFromTighter()
    {
        while (state.Work.Tighter.Min is { } agent)
        {
            foreach (var request in agent.Offers.ToArray())
            {
                if (CanNoLongerTake(agent, request)) Withdraw(request, agent);
            }
            state.Work.Tighter.Remove(agent);
        }
    }

    private static bool CanNoLongerTake(Agent agent, Request request)
    {
        if (!agent.Standing.Available) return true;
        if (request.Queue is { } queue && !queue.IsSignedIn(agent)) return true;
        return request.Round!.Exclusive ? agent.Standing.Free < 0 : agent.Standing.Free < request.Cost;
    }

    private void Withdraw(Request request, Agent agent) => decision.Emit(new OffersClosed(
        request.Id, request.Round!.Number, [agent.Id], OfferEnd.AgentBusy, null, "R6 the agent can no longer take it"));
}
