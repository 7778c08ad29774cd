using AcdRouter.Contracts;

namespace AcdRouter.Router.Tests.Reference;

/// <summary>
/// Who is offered what, by full scans of simple lists: R2, R3, R6, R7, R16 and R18 said as plainly as they can be said. Knows nothing
/// of what has changed.
/// </summary>
internal sealed partial class ReferenceRouter
{
    private IEnumerable<ReferenceRequest> InOrder => requests.OrderBy(each => each.Arrival).ThenBy(each => each.Id);

    private IEnumerable<ReferenceAgent> Members(QueueSettings queue) =>
        agents.Where(agent => queue.Members.Any(member => member.Agent == agent.Id));

    private static bool IsPresent(ReferenceAgent agent) => agent.SignedIn && !agent.SigningOut;

    private static bool IsAvailable(ReferenceAgent agent) => IsPresent(agent) && agent.Reason is null;

    private int Used(ReferenceAgent agent) =>
        agent.Own.Values.Sum()
        + agent.WrapUps.Sum(each => each.Cost)
        + requests.Where(each => each.Agent == agent.Id || (each.Exclusive && each.Offers.ContainsKey(agent.Id))).Sum(each => each.Cost);

    private int Free(ReferenceAgent agent) => agent.Settings.Capacity() - Used(agent);

    /// <summary>Broadcast offers that keep a slot back: addressed work, and what nobody else is offered.</summary>
    private int KeptBack(ReferenceAgent agent) => requests
        .Where(each => !each.Exclusive && each.Offers.ContainsKey(agent.Id) && (each.Queue is null || each.Offers.Count == 1))
        .Sum(each => each.Cost);

    private int Load(ReferenceAgent agent) =>
        agent.Own.Count + requests.Count(each => each.Agent == agent.Id || (each.Exclusive && each.Offers.ContainsKey(agent.Id)));

    private bool HasRoom(ReferenceAgent agent) =>
        requests.Count(each => !each.Exclusive && each.Offers.ContainsKey(agent.Id)) < RoutingBounds.OpenBroadcasts;

    private bool IsExcluded(ReferenceRequest request, ReferenceAgent agent)
    {
        if (request.Declined.ContainsKey(agent.Id)) return true;
        return request.Queue is { } queue
            && request.GiverUntil is not null
            && request.Wish.Giver == agent.Id
            && Members(queue).Any(other => other != agent && IsPresent(other));
    }

    private bool MayTake(ReferenceRequest request, ReferenceAgent agent)
    {
        if (!request.Waits || request.Held || !IsAvailable(agent) || IsExcluded(request, agent)) return false;
        if (request.Offers.Count > 0 && (request.Exclusive || request.Offers.ContainsKey(agent.Id))) return false;
        var belongs = request.Queue is { } queue
            ? queue.Members.Any(member => member.Agent == agent.Id)
            : request.Wish.Target.Agents.Contains(agent.Id);
        if (!belongs) return false;
        return request.IsBroadcast
            ? Free(agent) >= request.Cost && HasRoom(agent)
            : Free(agent) - KeptBack(agent) >= request.Cost;
    }

    /// <summary>Everybody who may take it, best first.</summary>
    private List<ReferenceAgent> Ranked(ReferenceRequest request)
    {
        var able = agents.Where(agent => MayTake(request, agent)).OrderBy(agent => agent.Id).ToList();
        return request.Queue?.Distribution switch
        {
            null => able,
            Contracts.Distribution.RoundRobin => RoundFrom(able, request.Queue.Id),
            Contracts.Distribution.BestSkill => [.. able.OrderByDescending(agent => Skill(agent, request)).ThenBy(Load).ThenBy(agent => agent.IdleSince)],
            Contracts.Distribution.LeastBusy => [.. able.OrderByDescending(Free).ThenBy(Load).ThenBy(agent => agent.IdleSince)],
            _ => [.. able.OrderBy(Load).ThenBy(agent => agent.IdleSince)],
        };
    }

    private List<ReferenceAgent> RoundFrom(List<ReferenceAgent> able, QueueId queue)
    {
        if (!lastOffered.TryGetValue(queue, out var last)) return able;
        return [.. able.Where(agent => agent.Id.CompareTo(last) > 0), .. able.Where(agent => agent.Id.CompareTo(last) <= 0)];
    }

    private static int Skill(ReferenceAgent agent, ReferenceRequest request) =>
        agent.Settings.Skills.Where(level => request.Wish.WantedSkills.Contains(level.Skill)).Sum(level => level.Level);

    private ReferenceRequest Preferred(ReferenceAgent agent) => InOrder
        .Where(request => MayTake(request, agent))
        .OrderBy(request => request.Queue is null ? 0 : request.Queue.Members.Single(member => member.Agent == agent.Id).Rank)
        .First();

    private void Match()
    {
        while (true)
        {
            WithdrawWhatCannotBeTaken();
            MoveAndLift();
            var request = InOrder.FirstOrDefault(each => Ranked(each).Count > 0);
            if (request is null) return;
            Settle(request, []);
        }
    }

    /// <summary>Whoever would be offered this but takes something else first settles that first; in a circle the last one has their way.</summary>
    private void Settle(ReferenceRequest request, ReferenceRequest[] before)
    {
        var ranked = Ranked(request);
        var torn = (request.IsBroadcast ? ranked : [ranked[0]]).Find(agent => Preferred(agent) != request);
        if (torn is null) Offer(request, ranked);
        else if (before.Append(request).Contains(Preferred(torn))) Offer(Preferred(torn), Preferred(torn).IsBroadcast ? Ranked(Preferred(torn)) : [torn]);
        else Settle(Preferred(torn), [.. before, request]);
    }

    private void Offer(ReferenceRequest request, List<ReferenceAgent> ranked)
    {
        request.Stranded = false;
        if (request.Offers.Count == 0)
        {
            request.Number++;
            request.Exclusive = !request.IsBroadcast;
        }
        var seconds = request.Queue?.UnavailabilityThresholdSeconds ?? RoutingBounds.AddressedOfferSeconds;
        foreach (var agent in request.IsBroadcast ? ranked : [ranked[0]]) request.Offers[agent.Id] = now.PlusSeconds(seconds);
        if (request.Exclusive) lastOffered[request.Queue!.Id] = ranked[0].Id;
    }

    private void WithdrawWhatCannotBeTaken()
    {
        foreach (var agent in agents.OrderBy(each => each.Id))
        {
            foreach (var request in InOrder.Where(each => each.Offers.ContainsKey(agent.Id)).ToArray())
            {
                if (!IsAvailable(agent) || (!request.Exclusive && Free(agent) < request.Cost)) request.Offers.Remove(agent.Id);
            }
        }
    }

    private void MoveAndLift()
    {
        foreach (var request in InOrder.Where(each => each.Waits && !each.Held && (each.Offers.Count == 0 || !each.Exclusive)).ToArray())
        {
            if (request.Queue is null)
            {
                MoveWhenNobodyIsLeft(request);
                continue;
            }
            var present = Members(request.Queue).Where(IsPresent).ToArray();
            if (request.Declined.Count > 0 && present.Length > 0 && present.All(agent => IsExcluded(request, agent))) request.Declined.Clear();
        }
    }

    private void MoveWhenNobodyIsLeft(ReferenceRequest request)
    {
        if (request.Wish.Target.Agents.Any(agent => !request.Declined.ContainsKey(agent) && IsPresent(Agent(agent.Value)))) return;
        if (settings.FallbackQueue is not { } fallback)
        {
            request.Stranded = true;
            return;
        }
        request.Queue = settings.Queues.Single(each => each.Id == fallback);
        foreach (var agent in request.Declined.Keys.ToArray()) request.Declined[agent] = now.PlusSeconds(request.Queue.RetryAfterSeconds);
        MoveAndLift();
    }
}
