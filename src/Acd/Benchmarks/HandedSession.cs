using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>One session that is handed on and on, and what its pages have been told of the hand-over under way.</summary>
/// <param name="id">The session.</param>
/// <param name="page">Its page.</param>
internal sealed class HandedSession(SessionId id, Subscription page) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource<(PersonId Agent, RequestId Request, int Offer)> offered = New<(PersonId, RequestId, int)>();
    private TaskCompletionSource giverTold = New();
    private TaskCompletionSource takerTold = New();
    private TaskCompletionSource customerTold = New();

    public SessionId Id { get; } = id;

    /// <summary>How often it was handed over.</summary>
    public int HandOvers { get; private set; }

    /// <summary>Who is in control between two hand-overs.</summary>
    public PersonId Holder { get; set; }

    /// <summary>The offer, once somebody's inbox shows it.</summary>
    public Task<(PersonId Agent, RequestId Request, int Offer)> Offered
    {
        get
        {
            lock (gate) return offered.Task;
        }
    }

    /// <summary>The giver's page knows that it is over.</summary>
    public Task GiverTold
    {
        get
        {
            lock (gate) return giverTold.Task;
        }
    }

    /// <summary>The taker's inbox knows that it has the session, and the customer's page who takes it.</summary>
    public Task TakersTold
    {
        get
        {
            lock (gate) return Task.WhenAll(takerTold.Task, customerTold.Task);
        }
    }

    /// <summary>Forgets what was told.</summary>
    public void Begin()
    {
        lock (gate)
        {
            HandOvers++;
            offered = New<(PersonId, RequestId, int)>();
            giverTold = New();
            takerTold = New();
            customerTold = New();
        }
    }

    public void Take(INews news)
    {
        lock (gate)
        {
            switch (news)
            {
                case OfferMade made: offered.TrySetResult((made.Agents[0], made.Offer.Request, made.Offer.Offer)); break;
                case SessionTransferred: giverTold.TrySetResult(); break;
                case RequestAssigned: takerTold.TrySetResult(); break;
                case SessionTaken: customerTold.TrySetResult(); break;
                default: break;
            }
        }
    }

    public void Dispose() => page.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
