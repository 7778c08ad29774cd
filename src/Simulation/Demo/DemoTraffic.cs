using System.Globalization;
using AcdRouter.Contracts;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Demo;

/// <summary>
/// Plays recorded calls on a running engine: the recorded agents sign in, accept, serve and end; customers come, wait and give up.
/// People may sign in beside them: an offer, transfer or end by anybody else is met as it comes.
/// </summary>
public sealed class DemoTraffic
{
    // Recorded agents take a moment to pick up, so that an offer can be seen.
    private static readonly TimeSpan PickUp = TimeSpan.FromSeconds(1);

    // A recorded agent made unavailable, by an offer missed while the machine slept, comes back after this.
    private static readonly TimeSpan BackToWork = TimeSpan.FromSeconds(5);

    // A session that is not of the demonstration, transferred by a person, is served so long.
    private static readonly TimeSpan ForeignService = TimeSpan.FromSeconds(90);

    private readonly DemoOptions options;
    private readonly DemoSchedule schedule;
    private readonly DemoMessenger messenger;
    private readonly DemoCalendar calendar = new();
    private readonly Dictionary<SessionId, DemoCustomer> customers = [];
    private readonly HashSet<PersonId> agents;
    private readonly CancellationToken cancellationToken;
    private readonly long startedAt;
    private int served;
    private long ordinal;

    private DemoTraffic(DemoMessenger messenger, DemoSchedule schedule, DemoOptions options, CancellationToken cancellationToken)
    {
        this.messenger = messenger;
        this.schedule = schedule;
        this.options = options;
        this.cancellationToken = cancellationToken;
        agents = [.. schedule.Shifts.Select(shift => shift.Agent)];
        startedAt = options.Time.GetTimestamp();
        // Grows from run to run, as the engine demands, since it begins with the clock.
        ordinal = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    private TimeSpan Now => options.Time.GetElapsedTime(startedAt);

    /// <summary>Plays until the token ends it, with <see cref="OperationCanceledException"/>, or the bus stops telling.</summary>
    /// <param name="bus">The bus; the site has the settings of <see cref="DemoSite"/>.</param>
    /// <param name="month">The recorded calls.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(IDemoBus bus, RecordedMonth month, DemoOptions options, CancellationToken cancellationToken)
    {
        if (options.Speed is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(options), options.Speed, "The speed must be more than 0 and at most 100.");
        if (options.To <= options.From) throw new ArgumentOutOfRangeException(nameof(options), options.To, "The day must be left after it is entered.");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var messenger = new DemoMessenger(bus);
        var traffic = new DemoTraffic(messenger, DemoSchedule.Of(month, options), options, ending.Token);
        var listening = messenger.ListenAsync(traffic.Hear, ending.Token);
        try
        {
            traffic.Enter(TimeSpan.Zero);
            await traffic.PlayAsync(listening);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    private async Task PlayAsync(Task listening)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (messenger.Inbox.TryRead(out var message)) message();
            calendar.DoDue(Now);
            if (messenger.Inbox.TryPeek(out _)) continue;
            if (listening.IsCompleted)
            {
                await listening;
                return;
            }
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wait = calendar.Next is { } next && next > Now ? next - Now : TimeSpan.Zero;
            var due = Task.Delay(wait, options.Time, woken.Token);
            await Task.WhenAny(messenger.Inbox.WaitToReadAsync(woken.Token).AsTask(), due);
            await woken.CancelAsync();
        }
    }

    private void Enter(TimeSpan at)
    {
        foreach (var shift in schedule.Shifts)
        {
            calendar.Add(at + (shift.From / options.Speed), () => SignIn(shift.Agent));
            calendar.Add(at + (shift.To / options.Speed), () => Send(new SignOut(NewId(), options.Site, shift.Agent, ++ordinal)));
        }
        foreach (var customer in schedule.Customers)
        {
            calendar.Add(at + (TimeSpan.FromMilliseconds(customer.ArrivalMilliseconds) / options.Speed), () => Arrive(customer));
        }
        var again = at + (schedule.Length / options.Speed);
        calendar.Add(again, () => Enter(again));
    }

    private void SignIn(PersonId agent) => Send(
        new ReportAgentConnection(NewId(), options.Site, agent, new ConnectionId(Guid.NewGuid()), ConnectionChange.Opened, ++ordinal),
        new SignIn(NewId(), options.Site, agent, ++ordinal));

    private void Arrive(Replaying.ReplayCustomer recorded)
    {
        if (messenger.IsFull)
        {
            Say("left out", recorded.Queue.Value, "a customer", "the engine answers too slowly for this speed");
            return;
        }
        var customer = new DemoCustomer
        {
            Name = DemoNames.Of(served++),
            Queue = recorded.Queue.Value,
            Id = Guid.NewGuid(),
            Patience = TimeSpan.FromMilliseconds(recorded.PatienceMilliseconds) / options.Speed,
            Service = TimeSpan.FromMilliseconds(recorded.ServiceMilliseconds) / options.Speed,
        };
        customers[customer.Session] = customer;
        var request = new RequestSession(
            new CommandId(customer.Id), options.Site, customer.Name, recorded.Queue, null, recorded.Priority, [], []);
        messenger.Send([request, OpenPage(customer.Session, null, customer.Customer)], answer => Arrived(customer, answer), cancellationToken);
        BeginWait(customer);
    }

    private void Arrived(DemoCustomer customer, object answer)
    {
        if (answer is CommandAccepted) return;
        customers.Remove(customer.Session);
        Report(answer);
    }

    private void BeginWait(DemoCustomer customer)
    {
        customer.Waiting = true;
        var wait = ++customer.Wait;
        calendar.Add(Now + customer.Patience, () =>
        {
            if (!customer.Waiting || customer.Wait != wait || !customers.Remove(customer.Session)) return;
            Say("gave up", customer.Queue, customer.Name, string.Create(CultureInfo.InvariantCulture, $"after {customer.Patience.TotalSeconds:F0} s"));
            Send(new LeaveSession(NewId(), options.Site, customer.Session, customer.Customer, null));
        });
    }

    private void Hear(object message)
    {
        if (StandInVoiceBridge.Answer(message) is { } confirmation) Send(confirmation);
        else if (message is INews news && news.Site == options.Site) HearNews(news);
    }

    private void HearNews(INews news)
    {
        switch (news)
        {
            case RequestQueued queued:
                Say("queued", queued.Target.Queue?.Value, NameOf(queued.Session), queued.Priority > 0 ? "high priority" : "");
                break;
            case OfferMade made:
                Say("offered", made.Offer.Queue?.Value, NameOf(made.Offer.Session), $"to {string.Join(", ", made.Agents)}");
                foreach (var agent in made.Agents.Where(agents.Contains)) calendar.Add(Now + (PickUp / options.Speed), () => Accept(agent, made.Offer));
                break;
            case RequestAssigned assigned:
                EndWait(assigned.Session);
                Say("accepted", assigned.Queue?.Value, NameOf(assigned.Session), string.Create(CultureInfo.InvariantCulture, $"by {assigned.Agent} after {assigned.WaitedMilliseconds / 1000.0:F1} s"));
                break;
            case SessionWaiting { Reason: not WaitReason.NewCustomer } waiting when customers.TryGetValue(waiting.Session, out var customer):
                BeginWait(customer);
                break;
            case SessionEnded ended when customers.Remove(ended.Session, out var customer):
                Say("ended", customer.Queue, customer.Name, "");
                break;
            case AgentStateChanged { State: AgentState.Unavailable } changed when agents.Contains(changed.Agent):
                calendar.Add(Now + BackToWork, () => Send(new SetAgentState(NewId(), options.Site, changed.Agent, Availability.Available, null, ++ordinal)));
                break;
            default:
                break;
        }
    }

    private void EndWait(SessionId session)
    {
        if (!customers.TryGetValue(session, out var customer)) return;
        customer.Waiting = false;
        customer.Wait++;
    }

    private void Accept(PersonId agent, OfferView offer)
    {
        ICommand[] commands =
        [
            new AcceptOffer(NewId(), options.Site, agent, offer.Request, offer.Offer),
            OpenPage(offer.Session, agent, null),
        ];
        messenger.Send(commands, answer => Accepted(agent, offer, answer), cancellationToken);
    }

    private void Accepted(PersonId agent, OfferView offer, object answer)
    {
        if (answer is not CommandAccepted)
        {
            Report(answer);
            return;
        }
        var service = customers.TryGetValue(offer.Session, out var customer) ? customer.Service : ForeignService / options.Speed;
        calendar.Add(Now + service, () => Send(new EndSession(NewId(), options.Site, offer.Session, agent, Force: false)));
    }

    private ReportSessionPage OpenPage(SessionId session, PersonId? agent, CustomerId? customer) => new(
        NewId(), options.Site, session, agent, customer, new ConnectionId(Guid.NewGuid()), new WindowId(Guid.NewGuid()), ConnectionChange.Opened, false, ++ordinal);

    private void Send(params ICommand[] commands) => messenger.Send(commands, Report, cancellationToken);

    private void Report(object answer)
    {
        // Somebody else took the offer, or the customer was gone: that is life, and has its own line.
        const string Refused = "refused";
        switch (answer)
        {
            case CommandRefused { Refusal.Reason: RefusalReason.OfferOver or RefusalReason.TakenByAnother or RefusalReason.RequestGone }: break;
            case CommandRefused refused: Say(Refused, null, refused.Refusal.Reason.ToString(), refused.Refusal.Message); break;
            case Exception failure: Say("no answer", null, failure.GetType().Name, failure.Message); break;
            default: break;
        }
    }

    private string NameOf(SessionId session) => customers.TryGetValue(session, out var customer) ? customer.Name : "somebody else";

    private void Say(string what, string? queue, string who, string more) => options.Say(
        string.Create(CultureInfo.InvariantCulture, $"{options.Time.GetLocalNow():HH:mm:ss}  {what,-9} {queue ?? "-",-4} {who,-16} {more}").TrimEnd());

    private static CommandId NewId() => new(Guid.NewGuid());
}
