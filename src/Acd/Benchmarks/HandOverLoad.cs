using System.Collections.Concurrent;
using System.Globalization;
using AcdRouter.Contracts;
using AcdRouter.Simulation.Load;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>
/// Hand-overs as the web role makes them, over the bus and without HTTP: commands by the engine's client, pages as subscriptions of the
/// live hub.
/// </summary>
internal sealed class HandOverLoad(IEngine engine, LiveHub hub, LoadSite site) : IHandOverLoad, IAsyncDisposable
{
    /// <summary>More than any session sees in practice; one that is handed on for ever would grow for ever.</summary>
    private const int HandOversASession = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SiteId siteId = new(site.Id);
    private readonly ConcurrentDictionary<SessionId, HandedSession> sessions = [];
    private readonly ConcurrentBag<Subscription> subscriptions = [];
    private HandedSession[] inOrder = [];
    private readonly CancellationTokenSource ending = new();
    private long ordinal = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
    private int turn;

    /// <inheritdoc/>
    public async Task PrepareAsync(int count, CancellationToken cancellationToken)
    {
        foreach (var name in site.AgentNames)
        {
            var agent = new PersonId(name);
            subscriptions.Add(Listen(Topic.Of(siteId, agent), name));
            await AcceptedAsync(new SignIn(NewId(), siteId, agent, Next()), cancellationToken);
            await AcceptedAsync(
                new ReportAgentConnection(NewId(), siteId, agent, new ConnectionId(Guid.NewGuid()), ConnectionChange.Opened, Next()), cancellationToken);
        }
        inOrder = new HandedSession[count];
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => BeginAsync(number, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task HandOverAsync(int number, CancellationToken cancellationToken)
    {
        var session = inOrder[number];
        session.Begin();
        var queue = new QueueId(site.QueueNames[Interlocked.Increment(ref turn) % site.Queues]);
        await AcceptedAsync(new TransferSession(NewId(), siteId, session.Id, session.Holder, queue, [], "Handed on."), cancellationToken);
        await TakeAsync(session, cancellationToken);
        await session.GiverTold.WaitAsync(Patience, cancellationToken);
    }

    /// <summary>Ends a session that was handed on often enough, and begins another in its place.</summary>
    public async Task BetweenAsync(int number, CancellationToken cancellationToken)
    {
        var session = inOrder[number];
        if (session.HandOvers < HandOversASession) return;
        await AcceptedAsync(new EndSession(NewId(), siteId, session.Id, session.Holder, Force: false), cancellationToken);
        sessions.TryRemove(session.Id, out _);
        session.Dispose();
        await BeginAsync(number, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        foreach (var subscription in subscriptions) subscription.Dispose();
        foreach (var session in sessions.Values) session.Dispose();
        ending.Dispose();
    }

    private static CommandId NewId() => new(Guid.NewGuid());

    private async Task BeginAsync(int number, CancellationToken cancellationToken)
    {
        var command = NewId();
        var id = new SessionId(command.Value);
        var session = new HandedSession(id, Listen(Topic.Of(siteId, id), id.ToString()));
        sessions[id] = session;
        inOrder[number] = session;
        var name = string.Create(CultureInfo.InvariantCulture, $"Customer {number}");
        var made = (await AcceptedAsync(
            new RequestSession(command, siteId, name, new QueueId(site.QueueNames[0]), null, 0, [], []), cancellationToken)).Made;
        await AcceptedAsync(
            new ReportSessionPage(
                NewId(), siteId, session.Id, null, made.Customer, new ConnectionId(Guid.NewGuid()), new WindowId(Guid.NewGuid()), ConnectionChange.Opened, false, Next()),
            cancellationToken);
        await TakeAsync(session, cancellationToken);
    }

    private async Task TakeAsync(HandedSession session, CancellationToken cancellationToken)
    {
        var (agent, request, offer) = await session.Offered.WaitAsync(Patience, cancellationToken);
        await AcceptedAsync(new AcceptOffer(NewId(), siteId, agent, request, offer), cancellationToken);
        await session.TakersTold.WaitAsync(Patience, cancellationToken);
        session.Holder = agent;
    }

    private async Task<CommandAccepted> AcceptedAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        var answer = await engine.SendAsync(command, cancellationToken);
        return answer.IsAccepted ? answer.Accepted : throw new AcdException($"{typeof(TCommand).Name} was refused: {answer.Refusal.Message}", ExitCodes.Failed);
    }

    private long Next() => Interlocked.Increment(ref ordinal);

    private Subscription Listen(Topic topic, string caller)
    {
        var subscription = hub.Subscribe(topic, caller) ?? throw new AcdException("Too many pages.", ExitCodes.Failed);
        _ = ReadAsync(subscription);
        return subscription;
    }

    private async Task ReadAsync(Subscription subscription)
    {
        try
        {
            while (await subscription.WaitAsync(ending.Token))
            {
                while (subscription.TryRead(out var news))
                {
                    if (SessionOf(news) is { } id && sessions.TryGetValue(id, out var session)) session.Take(news);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private static SessionId? SessionOf(INews news) => news switch
    {
        OfferMade each => each.Offer.Session,
        RequestAssigned each => each.Session,
        SessionTransferred each => each.Session,
        SessionTaken each => each.Session,
        _ => null,
    };
}
