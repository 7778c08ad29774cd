using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Replaying;

/// <summary>
/// Drives the engine through one script: every arrival, abandonment, sign-in and sign-out, accept, page and end of service is a
/// command at its moment in virtual time.
/// </summary>
internal sealed class ReplayDrive
{
    private readonly IReplayEngine engine;
    private readonly ReplayCalendar calendar = new();
    private readonly ReplayCommands commands;
    private readonly ReplayScript script;
    private readonly ReplayAgent[] agents;
    private readonly Dictionary<PersonId, int> agentByPerson = [];
    private readonly Dictionary<Guid, int> customerById = [];
    private readonly List<INews> news = [];
    private readonly List<RequestOutcome> outcomes;
    private readonly SortedDictionary<DateOnly, AgentTime> agentTimes = [];
    private readonly Instant start;

    public ReplayDrive(IReplayEngine engine, ReplayScript script, ulong seed)
    {
        this.engine = engine;
        this.script = script;
        agents = [.. script.Settings.People.Select(person => new ReplayAgent(person.Id))];
        // The wall clock of the center is taken for UTC: the recording knows no zone, and its days are counted as they are written.
        start = Instant.From(new DateTimeOffset(script.First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        commands = new ReplayCommands(seed);
        outcomes = new List<RequestOutcome>(script.Customers.Count);
        for (var index = 0; index < agents.Length; index++) agentByPerson[agents[index].Person] = index;
        for (var index = 0; index < script.Shifts.Count; index++)
        {
            calendar.Add(script.Shifts[index].StartMilliseconds, Happening.SignsIn, index);
            calendar.Add(script.Shifts[index].EndMilliseconds, Happening.SignsOut, index);
        }
        for (var index = 0; index < script.Customers.Count; index++)
        {
            calendar.Add(script.Customers[index].ArrivalMilliseconds, Happening.Arrives, index);
        }
        Expect(0, commands.Envelope(id => new ConfigureSite(id, ReplaySite.Site, script.Settings)));
    }

    public IReadOnlyList<RequestOutcome> Outcomes => outcomes;

    public IReadOnlyDictionary<DateOnly, AgentTime> AgentTimes => agentTimes;

    public long Commands => commands.Count;

    public int Arrived { get; private set; }

    /// <summary>The moment of the next happening, in milliseconds since the first day began; null when all is over.</summary>
    public long? Next => calendar.Next;

    /// <summary>Takes the next happening.</summary>
    public void Step()
    {
        var entry = calendar.Take();
        switch (entry.What)
        {
            case Happening.ServiceEnds: EndService(script.Customers[entry.Index], entry.AtMilliseconds); break;
            case Happening.SignsIn: SignIn(script.Shifts[entry.Index], entry.AtMilliseconds); break;
            case Happening.Arrives: Arrive(entry.Index, entry.AtMilliseconds); break;
            case Happening.GivesUp: GiveUp(script.Customers[entry.Index], entry.AtMilliseconds); break;
            case Happening.SignsOut: SignOut(script.Shifts[entry.Index], entry.AtMilliseconds); break;
            default: throw new ReplayFailedException($"Nothing is known to happen as {entry.What}.");
        }
    }

    private void SignIn(ReplayShift shift, long at)
    {
        var agent = AgentOf(shift);
        agent.SignIn(at, shift.Day);
        Expect(at, commands.Connect(agent));
        Expect(at, commands.SignIn(agent));
    }

    private void SignOut(ReplayShift shift, long at)
    {
        var agent = AgentOf(shift);
        Expect(at, commands.SignOut(agent));
        CountSignedIn(agent.SignOut(at));
    }

    private void Arrive(int index, long at)
    {
        Arrived++;
        var customer = script.Customers[index];
        var request = commands.Request(customer);
        customer.Id = request.Command.CommandId.Value;
        customer.State = CustomerState.Waiting;
        customerById[customer.Id] = index;
        // The customer's page opens before anybody is asked to accept, as in life: the answer comes before the offer is seen.
        var refusal = engine.Submit(Moment(at), request, news);
        if (refusal is { Reason: RefusalReason.QueueFull })
        {
            Forget(customer);
            outcomes.Add(new RequestOutcome(customer.Day, at, 0, RequestFate.Refused));
            return;
        }
        if (refusal is not null) throw Unexpected(request, refusal);
        Submit(at, commands.OpenPage(customer));
        AcceptOffers(at);
        if (customer.State == CustomerState.Waiting)
        {
            calendar.Add(at + customer.PatienceMilliseconds, Happening.GivesUp, index);
        }
    }

    private void GiveUp(ReplayCustomer customer, long at)
    {
        if (customer.State != CustomerState.Waiting) return;
        Forget(customer);
        Expect(at, commands.Leave(customer));
        outcomes.Add(new RequestOutcome(customer.Day, customer.ArrivalMilliseconds, at - customer.ArrivalMilliseconds, RequestFate.Abandoned));
    }

    private void EndService(ReplayCustomer customer, long at)
    {
        var agent = agents[customer.AgentIndex];
        Forget(customer);
        CountSignedIn(agent.EndService(at));
        Count(customer.Day, new AgentTime(customer.ServiceMilliseconds, 0));
        Expect(at, commands.End(customer, agent));
    }

    private void Forget(ReplayCustomer customer)
    {
        customer.State = CustomerState.Gone;
        customerById.Remove(customer.Id);
    }

    private void AcceptOffers(long at)
    {
        // What is accepted brings news of its own, which is added behind.
        for (var index = 0; index < news.Count; index++)
        {
            if (news[index] is not OfferMade made) continue;
            var customerIndex = customerById[made.Offer.Request.Value];
            var customer = script.Customers[customerIndex];
            if (customer.State != CustomerState.Waiting) continue;
            customer.AgentIndex = agentByPerson[made.Agents[0]];
            customer.State = CustomerState.Served;
            var agent = agents[customer.AgentIndex];
            agent.Busy = true;
            Submit(at, commands.Accept(agent, made.Offer));
            Submit(at, commands.OpenPage(customer, agent));
            outcomes.Add(new RequestOutcome(customer.Day, customer.ArrivalMilliseconds, at - customer.ArrivalMilliseconds, RequestFate.Answered));
            calendar.Add(at + customer.ServiceMilliseconds, Happening.ServiceEnds, customerIndex);
        }
        news.Clear();
    }

    private void Expect(long at, CommandEnvelope envelope)
    {
        Submit(at, envelope);
        AcceptOffers(at);
    }

    private void Submit(long at, CommandEnvelope envelope)
    {
        if (engine.Submit(Moment(at), envelope, news) is { } refusal) throw Unexpected(envelope, refusal);
    }

    private static ReplayFailedException Unexpected(CommandEnvelope envelope, Refusal refusal) =>
        new($"{envelope.Command.GetType().Name} was refused: {refusal.Reason}: {refusal.Message}");

    private void CountSignedIn((DateOnly Day, long Milliseconds)? signedIn)
    {
        if (signedIn is { } time) Count(time.Day, new AgentTime(0, time.Milliseconds));
    }

    private void Count(DateOnly day, AgentTime time) => agentTimes[day] = agentTimes.GetValueOrDefault(day) + time;

    private ReplayAgent AgentOf(ReplayShift shift) => agents[agentByPerson[shift.Agent]];

    private Instant Moment(long at) => start.PlusMilliseconds(at);
}
