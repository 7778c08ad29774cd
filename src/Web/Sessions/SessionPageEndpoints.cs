using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>The representative's session page: its stream is its presence.</summary>
internal static class SessionPageEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var pages = api.MapGroup("").WithTags("Session pages").RequireAuthorization(Policies.Csr);
        pages.MapGet("/sessions/{session:guid}/events", StreamAsync)
            .DescribesStream<SessionPageEvents>("Live session page: opening it reports the page opened, breaking it reports the line lost");
        pages.MapPost("/sessions/{session:guid}/page/farewell", FarewellAsync)
            .Describes<Accepted>("The page is being closed, left or reloaded");
        pages.MapPost("/windows/{window:guid}/close", CloseAsync)
            .Describes<Accepted>("The browser window is being closed: every session page in it says farewell");
    }

    private static Task<IResult> StreamAsync(
        Guid session, Guid? window, bool? voice, HttpContext context, PersonCaller caller, IEngine engine, LiveStreams streams, Ordinals ordinals)
    {
        var id = new SessionId(session);
        var connection = new ConnectionId(Guid.NewGuid());
        var browserWindow = new WindowId(window ?? connection.Value);
        return streams.RunAsync(
            context,
            Topic.Of(caller.Site, id),
            $"{caller.Site}/{caller.Person}",
            (change, cancellationToken) => engine.SendAsync(
                new ReportSessionPage(
                    new CommandId(Guid.NewGuid()), caller.Site, id, caller.Person, null, connection, browserWindow, change, voice ?? true, ordinals.Next(), streams.Holder),
                cancellationToken),
            new SessionPageView(caller, id, connection, engine));
    }

    private static Task<IResult> FarewellAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, FarewellBody body, CancellationToken cancellationToken)
    {
        var command = new ReportSessionPage(
            CommandIds.Of(context, caller),
            caller.Site,
            new SessionId(session),
            caller.Person,
            null,
            body.Connection,
            new WindowId(body.Connection.Value),
            ConnectionChange.Farewell,
            VoiceCapable: false,
            ordinals.Next());
        return engine.RunAsync(command, cancellationToken);
    }

    private static Task<IResult> CloseAsync(
        Guid window, HttpContext context, PersonCaller caller, IEngine engine, Ordinals ordinals, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new CloseWindow(CommandIds.Of(context, caller), caller.Site, caller.Person, new WindowId(window), ordinals.Next()), cancellationToken);
}

/// <summary>What a representative's session page shows: the session as the engine lets this person see it.</summary>
internal sealed class SessionPageView(PersonCaller caller, SessionId session, ConnectionId connection, IEngine engine) : LiveView
{
    private bool greeted;

    public override async Task<bool> RefreshAsync(EventWriter events, CancellationToken cancellationToken)
    {
        if (!greeted) await events.WriteAsync("connected", new Connected(connection), cancellationToken);
        greeted = true;
        var view = await engine.AskAsync<ShowSession, SessionView>(new ShowSession(caller.Site, session, caller.Person, null), cancellationToken);
        if (view is null || view.Representatives.All(each => each.Person != caller.Person))
        {
            await events.WriteAsync("over", new StreamOver("You are no longer in this session."), cancellationToken);
            return false;
        }
        await events.WriteAsync("session", view, cancellationToken);
        return true;
    }

    public override async Task<bool> TellAsync(INews news, EventWriter events, CancellationToken cancellationToken)
    {
        switch (news)
        {
            case ControlTransferred control:
                await events.WriteAsync("control-transferred", control, cancellationToken);
                break;
            case SessionEnded ended:
                await events.WriteAsync("session-ended", ended, cancellationToken);
                break;
        }
        return true;
    }
}
