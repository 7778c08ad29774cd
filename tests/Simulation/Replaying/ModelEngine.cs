using System.Globalization;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Replaying;

/// <summary>
/// The simplest engine that obeys R2 and most-idle distribution with one session an agent: a list, searched whole at every step.
/// The real processes are compared with it.
/// </summary>
internal sealed class ModelEngine : IReplayEngine
{
    private static readonly SessionNumber AnyNumber = new(100_000_000);

    private readonly List<Waiting> waiting = [];
    private readonly Dictionary<PersonId, Agent> agents = [];
    private SiteSettings? settings;
    private long steps;

    public Refusal? Submit(Instant now, CommandEnvelope envelope, List<INews> news)
    {
        steps++;
        switch (envelope.Command)
        {
            case ConfigureSite configure:
                settings = configure.Settings;
                foreach (var person in settings.People) agents[person.Id] = new Agent(person.Id);
                break;
            case RequestSession request:
                waiting.Add(new Waiting(
                    request.CommandId.Value, request.Queue, request.Priority, now, now.PlusSeconds(-settings!.HeadStartSeconds[request.Priority])));
                break;
            case LeaveSession leave: waiting.RemoveAll(each => each.Id == leave.Session.Value); break;
            case SignIn signIn: agents[signIn.Agent].SignIn(now); break;
            case SignOut signOut: agents[signOut.Agent].SignedIn = false; break;
            case EndSession end: agents[end.By].EndSession(now); break;
            default: break;
        }
        Offer(now, news);
        return null;
    }

    public void Advance(Instant now, List<INews> news) => Offer(now, news);

    public string StateHash() => steps.ToString(CultureInfo.InvariantCulture);

    private void Offer(Instant now, List<INews> news)
    {
        foreach (var request in waiting.OrderBy(each => each.Effective).ThenBy(each => each.Id).ToArray())
        {
            var members = settings!.Queues.Single(queue => queue.Id == request.Queue).Members;
            var agent = members.Select(member => agents[member.Agent])
                .Where(each => each.SignedIn && !each.Busy)
                .OrderBy(each => each.IdleSince)
                .ThenBy(each => each.Person)
                .FirstOrDefault();
            if (agent is null) continue;
            agent.Busy = true;
            waiting.Remove(request);
            news.Add(new OfferMade(ReplaySite.Site, [agent.Person], new OfferView(
                new RequestId(request.Id), 1, new SessionId(request.Id), AnyNumber, true, request.Queue, "Customer", request.Priority, null, null, [],
                request.Arrival, now.PlusSeconds(30))));
        }
    }

    private sealed record Waiting(Guid Id, QueueId Queue, int Priority, Instant Arrival, Instant Effective);

    private sealed class Agent(PersonId person)
    {
        public PersonId Person { get; } = person;

        public bool SignedIn { get; set; }

        public bool Busy { get; set; }

        public Instant IdleSince { get; private set; }

        public void SignIn(Instant now)
        {
            if (SignedIn) return;
            SignedIn = true;
            if (!Busy) IdleSince = now;
        }

        public void EndSession(Instant now)
        {
            Busy = false;
            IdleSince = now;
        }
    }
}
