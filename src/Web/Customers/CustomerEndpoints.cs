using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>A customer's own session: everything else does not exist for them.</summary>
internal static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var customer = api.MapGroup("/customer").WithTags("Customers").RequireAuthorization(Policies.Customer);
        customer.MapGet("/session", ShowAsync).Describes<SessionView>("The customer's session as they may see it");
        customer.MapGet("/position", PositionAsync).Describes<CustomerPosition>("The place in the queue, where the queue shows it");
        customer.MapGet("/events", StreamAsync)
            .DescribesStream<CustomerPageEvents>("Live remote-support page: waiting with the place in the queue, taken, ended");
        customer.MapPost("/leave", LeaveAsync).Describes<Accepted>("Leave the session");
        customer.MapPost("/page/farewell", FarewellAsync).Describes<Accepted>("The page is being closed, left or reloaded");
        customer.MapPut("/voice/leg", JoinVoiceAsync).Describes<Accepted>("Join the voice call");
        customer.MapDelete("/voice/leg", DropVoiceAsync).Describes<Accepted>("Drop one's own leg of the voice call");
    }

    private static async Task<IResult> ShowAsync(CustomerCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowSession, SessionView>(new ShowSession(caller.Site, caller.Session, null, caller.Customer), cancellationToken);
        return view is null ? Problems.UnknownSession() : TypedResults.Ok(view);
    }

    private static async Task<IResult> PositionAsync(CustomerCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var view = await engine.AskAsync<ShowSession, SessionView>(new ShowSession(caller.Site, caller.Session, null, caller.Customer), cancellationToken);
        if (view is null) return Problems.UnknownSession();
        if (view.WaitingRequest is not { } request) return TypedResults.Ok(new CustomerPosition(Waiting: false, null));
        var position = await engine.AskAsync<ShowPosition, PositionView>(new ShowPosition(caller.Site, request), cancellationToken);
        return TypedResults.Ok(new CustomerPosition(Waiting: true, position?.Position));
    }

    private static Task<IResult> StreamAsync(
        Guid? window, bool? voice, HttpContext context, CustomerCaller caller, IEngine engine, LiveStreams streams, QueueVersions queues, Ordinals ordinals)
    {
        var connection = new ConnectionId(Guid.NewGuid());
        var browserWindow = new WindowId(window ?? connection.Value);
        return streams.RunAsync(
            context,
            Topic.Of(caller.Site, caller.Session),
            caller.Customer.ToString(),
            (change, cancellationToken) => engine.SendAsync(
                new ReportSessionPage(
                    new CommandId(Guid.NewGuid()), caller.Site, caller.Session, null, caller.Customer, connection, browserWindow, change, voice ?? true, ordinals.Next(), streams.Holder),
                cancellationToken),
            new CustomerPageView(caller, connection, engine, queues));
    }

    private static Task<IResult> LeaveAsync(HttpContext context, CustomerCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new LeaveSession(CommandIds.Of(context, caller), caller.Site, caller.Session, caller.Customer, null), cancellationToken);

    private static Task<IResult> FarewellAsync(
        HttpContext context, CustomerCaller caller, IEngine engine, Ordinals ordinals, FarewellBody body, CancellationToken cancellationToken)
    {
        var command = new ReportSessionPage(
            CommandIds.Of(context, caller),
            caller.Site,
            caller.Session,
            null,
            caller.Customer,
            body.Connection,
            new WindowId(body.Connection.Value),
            ConnectionChange.Farewell,
            VoiceCapable: false,
            ordinals.Next());
        return engine.RunAsync(command, cancellationToken);
    }

    private static Task<IResult> JoinVoiceAsync(HttpContext context, CustomerCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchLegAsync(joined: true, context, caller, engine, cancellationToken);

    private static Task<IResult> DropVoiceAsync(HttpContext context, CustomerCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchLegAsync(joined: false, context, caller, engine, cancellationToken);

    private static Task<IResult> SwitchLegAsync(bool joined, HttpContext context, CustomerCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new SwitchVoiceLeg(CommandIds.Of(context, caller), caller.Site, caller.Session, null, caller.Customer, joined), cancellationToken);
}

/// <summary>Where a customer stands.</summary>
/// <param name="Waiting">True while nobody is in control.</param>
/// <param name="Position">Place in the queue from 1; null where the queue does not show it or the customer does not wait.</param>
public sealed record CustomerPosition(bool Waiting, int? Position);
