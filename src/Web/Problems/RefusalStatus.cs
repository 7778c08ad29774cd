using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>The one place that says which HTTP status a refusal has.</summary>
public static class RefusalStatus
{
    /// <summary>The status of a refusal's reason.</summary>
    public static int Of(RefusalReason reason) => reason switch
    {
        // What was sent is wrong in itself.
        RefusalReason.InvalidField
            or RefusalReason.TargetMissing
            or RefusalReason.PersonalMessageTooLong
            or RefusalReason.PersonalMessageInvalid
            or RefusalReason.UnknownUnavailableReason
            or RefusalReason.MessageMalformed
            or RefusalReason.MessageTypeUnknown
            or RefusalReason.WrongSite
            or RefusalReason.SenderMissing => StatusCodes.Status400BadRequest,

        RefusalReason.MessageTooLarge => StatusCodes.Status413PayloadTooLarge,

        // The caller may not.
        RefusalReason.PrivilegeMissing
            or RefusalReason.NotYours
            or RefusalReason.NotInControl
            or RefusalReason.NotAMember
            or RefusalReason.PickingNotAllowed => StatusCodes.Status403Forbidden,

        // There is no such thing, or none that the caller may see.
        RefusalReason.UnknownSite
            or RefusalReason.UnknownPerson
            or RefusalReason.UnknownSession
            or RefusalReason.UnknownQueue
            or RefusalReason.UnknownRequest
            or RefusalReason.InvitationUnusable => StatusCodes.Status404NotFound,

        // The thing is in another state than the wish needs.
        RefusalReason.CommandTooOld
            or RefusalReason.SettingsOutdated
            or RefusalReason.SettingsConflict
            or RefusalReason.SessionFull
            or RefusalReason.SessionLimitReached
            or RefusalReason.NoCustomerPresent
            or RefusalReason.AddresseesSignedOut
            or RefusalReason.ParticipantNotPresent
            or RefusalReason.InvitationUsed
            or RefusalReason.VoiceCallOpen
            or RefusalReason.NoVoiceCall
            or RefusalReason.ControlHeld
            or RefusalReason.AlreadyPresent
            or RefusalReason.SessionWaiting
            or RefusalReason.ActivityState
            or RefusalReason.NotConnected
            or RefusalReason.SessionBoundReached
            or RefusalReason.QueueClosed
            or RefusalReason.QueueFull
            or RefusalReason.OfferOver
            or RefusalReason.TakenByAnother
            or RefusalReason.AgentFull
            or RefusalReason.OfferedToAnother
            or RefusalReason.AgentSignedOut
            or RefusalReason.RequestGone
            or RefusalReason.NotInWrapUp
            or RefusalReason.RequestOnHold => StatusCodes.Status409Conflict,

        // Well formed, but its contents cannot be acted on.
        RefusalReason.CommandIdReused
            or RefusalReason.RequestIdReused
            or RefusalReason.SettingsInvalid
            or RefusalReason.AddresseeInvalid => StatusCodes.Status422UnprocessableEntity,

        // Nothing is wrong with the wish; later it may succeed.
        RefusalReason.NoNumberFree or RefusalReason.EngineFull => StatusCodes.Status503ServiceUnavailable,

        // A defect of ours.
        RefusalReason.CommandFailed => StatusCodes.Status500InternalServerError,

        RefusalReason.None or _ => throw new System.Diagnostics.UnreachableException($"The reason {reason} has no status."),
    };
}
