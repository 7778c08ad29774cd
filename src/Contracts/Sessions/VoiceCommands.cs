namespace AcdRouter.Contracts;

/// <summary>Starts the session's voice call. Answered with the call.</summary>
/// <param name="CommandId">Names the command; the call is named after it.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control, with the voice privilege.</param>
[Entity("start-voice-call")]
public sealed record StartVoiceCall(CommandId CommandId, SiteId Site, SessionId Session, PersonId By) : ICommand;

/// <summary>Ends the session's voice call; the tear-down is owed until the bridge confirms it.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="By">The CSR in control.</param>
[Entity("stop-voice-call")]
public sealed record StopVoiceCall(CommandId CommandId, SiteId Site, SessionId Session, PersonId By) : ICommand;

/// <summary>A participant joins the voice call or drops their own leg; exactly one participant is given.</summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Person">The representative; null for a customer.</param>
/// <param name="Customer">The customer; null for a representative.</param>
/// <param name="Joined">True to join, false to drop.</param>
[Entity("switch-voice-leg")]
public sealed record SwitchVoiceLeg(
    CommandId CommandId, SiteId Site, SessionId Session, PersonId? Person, CustomerId? Customer, bool Joined) : ICommand;

/// <summary>Engine → voice bridge: open this call. Sent until the call is ended or the bridge confirms.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Call">The call; repeats under the same id open one call.</param>
[Entity("open-voice-call")]
public sealed record OpenVoiceCall(SiteId Site, SessionId Session, CallId Call);

/// <summary>Engine → voice bridge: tear this call down. Sent again until the bridge confirms with <see cref="ConfirmVoiceCallEnded"/>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Call">The call; ending an ended or unknown one is confirmed as well.</param>
/// <param name="Order">Grows with every order to end this call; there are several where the bridge confirms an opening after the first.</param>
[Entity("end-voice-call")]
public sealed record EndVoiceCall(SiteId Site, SessionId Session, CallId Call, long Order = 0);

/// <summary>
/// Voice bridge → engine: the call is open. Where the engine no longer wants it, because it was ended while the order to open it was
/// on its way, its tear-down is ordered again.
/// </summary>
/// <param name="CommandId">Names the command; another one each time the bridge opens the call, so that none is taken for a repeat.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Call">The call.</param>
[Entity("confirm-voice-call-opened")]
public sealed record ConfirmVoiceCallOpened(CommandId CommandId, SiteId Site, SessionId Session, CallId Call) : ICommand;

/// <summary>Voice bridge → engine: the call is down.</summary>
/// <param name="CommandId">Names the command; made from the call and the order, so that repeats fold.</param>
/// <param name="Site">The site.</param>
/// <param name="Session">The session.</param>
/// <param name="Call">The call.</param>
/// <param name="Order">The order that is confirmed, which settles earlier ones too; 0 where the bridge dropped the call by itself, which settles none.</param>
[Entity("confirm-voice-call-ended")]
public sealed record ConfirmVoiceCallEnded(CommandId CommandId, SiteId Site, SessionId Session, CallId Call, long Order = 0) : ICommand;
