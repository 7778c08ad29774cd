using AcdRouter.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AcdRouter.Web;

/// <summary>Who is in a session and what goes on in it: participants, invitations, activities, voice.</summary>
internal static class ParticipantEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/sessions/{session:guid}").WithTags("Sessions").RequireAuthorization(Policies.Csr);
        session.MapPost("/invitations", InviteAsync).Describes<Accepted>("Invite a customer, a representative or a colleague", StatusCodes.Status201Created);
        session.MapDelete("/invitations/{invitation:guid}", RevokeAsync).Describes<Accepted>("Take an invitation back");
        session.MapDelete("/customers/{customer:guid}", RemoveCustomerAsync).Describes<Accepted>("Remove a customer");
        session.MapDelete("/assistants/{person}", RemoveAssistantAsync).Describes<Accepted>("Remove an assistant");
        session.MapPut("/assisted-customer", SelectAsync).Describes<Accepted>("Pick the customer being assisted");
        session.MapPut("/activities/{activity}", StartActivityAsync).Describes<Accepted>("Start an activity");
        session.MapDelete("/activities/{activity}", EndActivityAsync).Describes<Accepted>("End an activity");
        session.MapPost("/voice", StartVoiceAsync).Describes<Accepted>("Start the voice call", StatusCodes.Status201Created);
        session.MapDelete("/voice", StopVoiceAsync).Describes<Accepted>("End the voice call");
        session.MapPut("/voice/leg", JoinVoiceAsync).Describes<Accepted>("Join the voice call");
        session.MapDelete("/voice/leg", DropVoiceAsync).Describes<Accepted>("Drop one's own leg of the voice call");
    }

    private static Task<IResult> InviteAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, InviteBody body, CancellationToken cancellationToken)
    {
        var id = CommandIds.Of(context, caller);
        var command = new Invite(
            id, caller.Site, new SessionId(session), caller.Person, body.Means, body.Role, body.Address, body.Colleague, body.Language);
        return engine.CreateAsync(command, _ => $"/api/v1/sessions/{session}/invitations/{id}", cancellationToken);
    }

    private static Task<IResult> RevokeAsync(
        Guid session, Guid invitation, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var id = CommandIds.Of(context, caller);
        return engine.RunAsync(
            new RevokeInvitation(id, caller.Site, new SessionId(session), caller.Person, new InvitationId(invitation)), cancellationToken);
    }

    private static Task<IResult> RemoveCustomerAsync(
        Guid session, Guid customer, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        var id = CommandIds.Of(context, caller);
        return engine.RunAsync(
            new RemoveParticipant(id, caller.Site, new SessionId(session), caller.Person, new CustomerId(customer), null), cancellationToken);
    }

    private static async Task<IResult> RemoveAssistantAsync(
        Guid session, string person, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        if (!TextIds.IsWellFormed(person)) return Problems.Of(RefusalReason.ParticipantNotPresent, "Nobody of that name is in the session.", "assistant");
        var id = CommandIds.Of(context, caller);
        return await engine.RunAsync(
            new RemoveParticipant(id, caller.Site, new SessionId(session), caller.Person, null, new PersonId(person)), cancellationToken);
    }

    private static Task<IResult> SelectAsync(
        Guid session, HttpContext context, PersonCaller caller, IEngine engine, AssistedCustomerBody body, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new SelectCustomer(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person, body.Customer), cancellationToken);

    private static Task<IResult> StartActivityAsync(
        Guid session, string activity, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchAsync(session, activity, running: true, context, caller, engine, cancellationToken);

    private static Task<IResult> EndActivityAsync(
        Guid session, string activity, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchAsync(session, activity, running: false, context, caller, engine, cancellationToken);

    private static async Task<IResult> SwitchAsync(
        Guid session, string activity, bool running, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken)
    {
        if (!ActivityNames.TryParse(activity, out var which))
        {
            return Problems.Of(RefusalReason.InvalidField, $"activity: one of {ActivityNames.All}.", "activity");
        }
        var id = CommandIds.Of(context, caller);
        return await engine.RunAsync(
            new SwitchActivity(id, caller.Site, new SessionId(session), caller.Person, which, running), cancellationToken);
    }

    private static Task<IResult> StartVoiceAsync(Guid session, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.CreateAsync(
            new StartVoiceCall(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person),
            _ => $"/api/v1/sessions/{session}",
            cancellationToken);

    private static Task<IResult> StopVoiceAsync(Guid session, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(new StopVoiceCall(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person), cancellationToken);

    private static Task<IResult> JoinVoiceAsync(Guid session, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchLegAsync(session, joined: true, context, caller, engine, cancellationToken);

    private static Task<IResult> DropVoiceAsync(Guid session, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        SwitchLegAsync(session, joined: false, context, caller, engine, cancellationToken);

    private static Task<IResult> SwitchLegAsync(
        Guid session, bool joined, HttpContext context, PersonCaller caller, IEngine engine, CancellationToken cancellationToken) =>
        engine.RunAsync(
            new SwitchVoiceLeg(CommandIds.Of(context, caller), caller.Site, new SessionId(session), caller.Person, null, joined), cancellationToken);
}
