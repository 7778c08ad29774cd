using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>Every event of this process under its permanent name.</summary>
internal static class SessionsEvents
{
    public static readonly EventCatalog Catalog = EventCatalog.Create()
        .Add("sessions.settings-adopted.v1", SessionsJson.Default.SettingsAdopted)
        .Add("sessions.numbers-rested.v1", SessionsJson.Default.NumbersRested)
        .Add("sessions.session-opened.v1", SessionsJson.Default.SessionOpened)
        .Add("sessions.customer-entered.v1", SessionsJson.Default.CustomerEntered)
        .Add("sessions.customer-departed.v1", SessionsJson.Default.CustomerDeparted)
        .Add("sessions.assistant-entered.v1", SessionsJson.Default.AssistantEntered)
        .Add("sessions.assistant-departed.v1", SessionsJson.Default.AssistantDeparted)
        .Add("sessions.page-opened.v1", SessionsJson.Default.PageOpened)
        .Add("sessions.page-away.v1", SessionsJson.Default.PageAway)
        .Add("sessions.page-report-passed.v1", SessionsJson.Default.PageReportPassed)
        .Add("sessions.lines-broken.v1", SessionsJson.Default.LinesBroken)
        .Add("sessions.request-held-changed.v1", SessionsJson.Default.RequestHeldChanged)
        .Add("sessions.activities-switched.v1", SessionsJson.Default.ActivitiesSwitched)
        .Add("sessions.control-moved.v1", SessionsJson.Default.ControlMoved)
        .Add("sessions.session-assigned.v1", SessionsJson.Default.SessionAssigned)
        .Add("sessions.session-returned.v1", SessionsJson.Default.SessionReturned)
        .Add("sessions.session-handed-over.v1", SessionsJson.Default.SessionHandedOver)
        .Add("sessions.invitation-made.v1", SessionsJson.Default.InvitationMade)
        .Add("sessions.invitation-moved.v1", SessionsJson.Default.InvitationMoved)
        .Add("sessions.voice-call-started.v1", SessionsJson.Default.VoiceCallStarted)
        .Add("sessions.voice-call-opened.v1", SessionsJson.Default.VoiceCallOpened)
        .Add("sessions.voice-call-ending.v1", SessionsJson.Default.VoiceCallEnding)
        .Add("sessions.voice-call-ended.v1", SessionsJson.Default.VoiceCallEnded)
        .Add("sessions.voice-call-overdue.v1", SessionsJson.Default.VoiceCallOverdue)
        .Add("sessions.voice-leg-switched.v1", SessionsJson.Default.VoiceLegSwitched)
        .Add("sessions.session-closed.v1", SessionsJson.Default.SessionClosed)
        .Build();
}
