using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>An agent's own work: signing in, the inbox, offers, picking, wrap-up.</summary>
internal static class AgentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/agents/me").WithTags("Agents").RequireAuthorization(Policies.Agent);
        me.MapPost("/sign-in", SignInAsync).Describes<Accepted>("Sign in as available");
        me.MapPost("/sign-out", SignOutAsync).Describes<Accepted>("Sign out: no more offers, done with the last session");
        me.MapPut("/state", SetStateAsync).Describes<Accepted>("Turn available or unavailable");
        me.MapGet("/inbox", InboxAsync).Describes<InboxView>("The inbox: offers, queues to pick from, own sessions");
        me.MapGet("/inbox/events", StreamAsync)
            .DescribesStream<InboxEvents>("Live inbox: opening it reports the agent connected, breaking it reports the line lost");
        me.MapPost("/inbox/farewell", FarewellAsync).Describes<Accepted>("The inbox page is being closed, left or reloaded");

        var work = api.MapGroup("").WithTags("Agents").RequireAuthorization(Policies.Agent);
        work.MapPost("/offers/{request:guid}/{offer:int}/accept", AcceptAsync).Describes<Accepted>("Accept an offer: the first to accept has the request");
        work.MapPost("/offers/{request:guid}/{offer:int}/decline", DeclineAsync).Describes<Accepted>("Decline an offer");
        work.MapPost("/requests/{request:guid}/pick", PickAsync).Describes<Accepted>("Take a specific waiting request");
        work.MapPost("/requests/{request:guid}/complete", CompleteAsync).Describes<Accepted>("End the session of a request that one has");
        work.MapPost("/wrap-ups/{request:guid}/end", EndWrapUpAsync).Describes<Accepted>("End a wrap-up now");
        work.MapPost("/wrap-ups/{request:guid}/extend", ExtendWrapUpAsync).Describes<Accepted>("Extend a wrap-up");

        api.MapGet("/agents", ListAsync)
            .WithTags("Agents")
            .RequireAuthorization(Policies.Watcher)
            .Describes<AgentListView>("Every agent with state, load and figures");
    }

    private static Task<IResult> SignInAsync(HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, CancellationToken cancellationToken) =>
        engine.RunAsync(new SignIn(CommandIds.Of(context, caller), caller.Site, caller.Person, ordinals.Next()), cancellationToken);

    private static Task<IResult> SignOutAsync(HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, CancellationToken cancellationToken) =>
        engine.RunAsync(new SignOut(CommandIds.Of(context, caller), caller.Site, caller.Person, ordinals.Next()), cancellationToken);

    private static Task<IResult> SetStateAsync(
        HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, StateBody body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new SetAgentState(CommandIds.Of(context, caller), caller.Site, caller.Person, body.Availability, body.Reason, ordinals.Next()), cancellationToken);

    private static async Task<IResult> InboxAsync(PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowInbox, InboxView>(new ShowInbox(caller.Site, caller.Person), cancellationToken);
        return view is null ? Problems.Of(RefusalReason.UnknownPerson, "There is no agent of this name here.") : TypedResults.Ok(view);
    }

    private static Task<IResult> StreamAsync(
        HttpContext context, PersonCaller caller, IEngine engine, LiveStreams streams, QueueVersions queues, Ordinals ordinals)
    {
        var connection = new ConnectionId(Guid.NewGuid());
        return streams.RunAsync(
            context,
            Topic.Of(caller.Site, caller.Person),
            $"{caller.Site}/{caller.Person}",
            (change, cancellationToken) => engine.SendAsync(
                new ReportAgentConnection(
                    new CommandId(Guid.NewGuid()), caller.Site, caller.Person, connection, change, ordinals.Next(), streams.Holder),
                cancellationToken),
            new InboxLiveView(caller, connection, engine, queues));
    }

    private static Task<IResult> FarewellAsync(
        HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, FarewellBody body, CancellationToken cancellationToken)
    {
        var command = new ReportAgentConnection(
            CommandIds.Of(context, caller), caller.Site, caller.Person, body.Connection, ConnectionChange.Farewell, ordinals.Next());
        return engine.RunAsync(command, cancellationToken);
    }

    private static Task<IResult> AcceptAsync(
        Guid request, int offer, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new AcceptOffer(CommandIds.Of(context, caller), caller.Site, caller.Person, new RequestId(request), offer), cancellationToken);

    private static Task<IResult> DeclineAsync(
        Guid request, int offer, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new DeclineOffer(CommandIds.Of(context, caller), caller.Site, caller.Person, new RequestId(request), offer), cancellationToken);

    private static Task<IResult> PickAsync(Guid request, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new PickRequest(CommandIds.Of(context, caller), caller.Site, caller.Person, new RequestId(request)), cancellationToken);

    private static Task<IResult> CompleteAsync(Guid request, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new CompleteRequest(CommandIds.Of(context, caller), caller.Site, new RequestId(request), caller.Person), cancellationToken);

    private static Task<IResult> EndWrapUpAsync(Guid request, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new ChangeWrapUp(CommandIds.Of(context, caller), caller.Site, caller.Person, new RequestId(request), null), cancellationToken);

    private static Task<IResult> ExtendWrapUpAsync(
        Guid request, HttpContext context, PersonCaller caller, IEngine engine, ExtendBody body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new ChangeWrapUp(CommandIds.Of(context, caller), caller.Site, caller.Person, new RequestId(request), body.Seconds), cancellationToken);

    private static async Task<IResult> ListAsync(PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowAgents, AgentListView>(new ShowAgents(caller.Site), cancellationToken);
        return view is null ? Problems.UnknownSite() : TypedResults.Ok(view);
    }
}
