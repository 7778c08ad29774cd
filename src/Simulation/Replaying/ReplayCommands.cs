using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Estimates;

namespace AcdRouter.Simulation.Replaying;

/// <summary>Makes the commands of a replay under ids that are counted, so that earlier commands have smaller ids.</summary>
/// <param name="seed">Draws the candidates for session numbers.</param>
internal sealed class ReplayCommands(ulong seed)
{
    // With a few thousand numbers in use out of 900 million, three misses in a row do not happen.
    private const int NumberCandidates = 3;

    private const int LowestNumber = 100_000_000;
    private const int Numbers = 900_000_000;

    private SplitMix64 generator = new(seed);

    /// <summary>Commands made.</summary>
    public long Count { get; private set; }

    public CommandEnvelope Envelope(Func<CommandId, ICommand> make) => new(make(NextId()));

    public CommandEnvelope Connect(ReplayAgent agent) => Envelope(id => new ReportAgentConnection(
        id, ReplaySite.Site, agent.Person, new ConnectionId(id.Value), ConnectionChange.Opened, agent.NextOrdinal()));

    public CommandEnvelope SignIn(ReplayAgent agent) => Envelope(id => new SignIn(id, ReplaySite.Site, agent.Person, agent.NextOrdinal()));

    public CommandEnvelope SignOut(ReplayAgent agent) => Envelope(id => new SignOut(id, ReplaySite.Site, agent.Person, agent.NextOrdinal()));

    public CommandEnvelope Request(ReplayCustomer customer)
    {
        var candidates = new SessionNumber[NumberCandidates];
        for (var index = 0; index < candidates.Length; index++) candidates[index] = new SessionNumber(LowestNumber + generator.NextBelow(Numbers));
        var command = new RequestSession(
            NextId(), ReplaySite.Site, "Customer", customer.Queue, null, customer.Priority, [], []);
        return new CommandEnvelope(command) { NumberCandidates = ValueList.Create<SessionNumber>(candidates) };
    }

    public CommandEnvelope OpenPage(ReplayCustomer customer) => Envelope(id => new ReportSessionPage(
        id, ReplaySite.Site, customer.Session, null, customer.Customer, new ConnectionId(id.Value), new WindowId(id.Value), ConnectionChange.Opened, false, 1));

    public CommandEnvelope OpenPage(ReplayCustomer customer, ReplayAgent agent) => Envelope(id => new ReportSessionPage(
        id, ReplaySite.Site, customer.Session, agent.Person, null, new ConnectionId(id.Value), new WindowId(id.Value), ConnectionChange.Opened, false, 1));

    public CommandEnvelope Accept(ReplayAgent agent, OfferView offer) =>
        Envelope(id => new AcceptOffer(id, ReplaySite.Site, agent.Person, offer.Request, offer.Offer));

    public CommandEnvelope Leave(ReplayCustomer customer) =>
        Envelope(id => new LeaveSession(id, ReplaySite.Site, customer.Session, customer.Customer, null));

    public CommandEnvelope End(ReplayCustomer customer, ReplayAgent agent) =>
        Envelope(id => new EndSession(id, ReplaySite.Site, customer.Session, agent.Person, Force: false));

    private CommandId NextId()
    {
        Count++;
        return new CommandId(new Guid((uint)Count, 0, 0x8000, 0x80, 0, 0, 0, 0, 0, 0, 0));
    }
}
