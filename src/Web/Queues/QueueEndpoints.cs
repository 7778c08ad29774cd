using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>A service asks for an agent on behalf of a customer.</summary>
/// <param name="Customer">The customer's name; 1 to 100 characters.</param>
/// <param name="Channel">Decides the slots the session takes; one when left out.</param>
/// <param name="Priority">From 0 up to the site's highest.</param>
/// <param name="Answers">Form answers; at most 50.</param>
/// <param name="WantedSkills">Skills wanted; at most 10.</param>
public sealed record EntryBody(
    string Customer, string? Channel = null, int Priority = 0, ValueList<FormAnswer>? Answers = null, ValueList<string>? WantedSkills = null);

/// <summary>The customer waits.</summary>
/// <param name="Session">The waiting session.</param>
/// <param name="Number">Its number.</param>
/// <param name="Request">The request it waits by.</param>
/// <param name="Position">Place in the queue, counted from 1.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Token">The customer's bearer token, to be handed to the customer's page.</param>
/// <param name="ExpiresAt">From then on the token is refused.</param>
public sealed record Entered(
    SessionId Session, SessionNumber Number, RequestId Request, int? Position, CustomerId Customer, string Token, Instant ExpiresAt);

/// <summary>Queues: managers and administrators see all, members their own.</summary>
internal static class QueueEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var queues = api.MapGroup("/queues").WithTags("Queues").RequireAuthorization(Policies.Person);
        queues.MapGet("/", ListAsync).Describes<QueueListView>("Queues with their figures");
        queues.MapGet("/{queue}", ShowAsync).Describes<QueueView>("One queue with its waiting requests in order");
        api.MapPost("/sites/{site}/queues/{queue}/sessions", EnterAsync)
            .WithTags("Queues")
            .RequireAuthorization(Policies.Csr)
            .Describes<Entered>("A service starts a waiting session for a customer", StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(PersonCaller caller, IEngine engine, SiteDirectory directory, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowQueues, QueueListView>(new ShowQueues(caller.Site), cancellationToken);
        if (view is null) return Problems.UnknownSite();
        if (await directory.WatchesAsync(caller, cancellationToken)) return TypedResults.Ok(view);
        var settings = await directory.FindAsync(caller.Site, cancellationToken);
        var mine = (settings?.Queues ?? []).Where(queue => queue.Members.Any(member => member.Agent == caller.Person)).Select(queue => queue.Id).ToHashSet();
        return TypedResults.Ok(new QueueListView(view.Queues.Where(queue => mine.Contains(queue.Queue)).ToValueList()));
    }

    private static async Task<IResult> ShowAsync(
        string queue, PersonCaller caller, IEngine engine, SiteDirectory directory, CancellationToken cancellationToken)
    {
        if (!TextIds.IsWellFormed(queue)) return Problems.UnknownQueue();
        var id = new QueueId(queue);
        if (!await directory.WatchesAsync(caller, cancellationToken) && !await directory.IsMemberAsync(caller, id, cancellationToken))
        {
            return Problems.UnknownQueue();
        }
        var view = await engine.AskAsync<ShowQueue, QueueView>(new ShowQueue(caller.Site, id, WebLimits.ListItems), cancellationToken);
        return view is null ? Problems.UnknownQueue() : TypedResults.Ok(view);
    }

    private static async Task<IResult> EnterAsync(
        string site, string queue, HttpContext context, PersonCaller caller, IEngine engine, TokenIssuer tokens, EntryBody body, CancellationToken cancellationToken)
    {
        if (caller.Site.Value != site) return Problems.UnknownSite();
        if (!TextIds.IsWellFormed(queue)) return Problems.UnknownQueue();
        var command = new RequestSession(
            CommandIds.Derived(context, caller),
            caller.Site,
            body.Customer,
            new QueueId(queue),
            body.Channel,
            body.Priority,
            body.Answers ?? [],
            body.WantedSkills ?? []);
        var answer = await engine.SendAsync(command, cancellationToken);
        if (!answer.IsAccepted) return Problems.Of(answer.Refusal);
        var made = answer.Accepted.Made;
        var token = tokens.For(caller.Site, made.Session!.Value, made.Customer!.Value);
        var entered = new Entered(
            made.Session!.Value, made.Number!.Value, made.Request!.Value, made.Position, made.Customer!.Value, token.Token, token.ExpiresAt);
        return TypedResults.Created($"/api/v1/requests/{made.Request}", entered);
    }
}
