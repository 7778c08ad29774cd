using System.Diagnostics;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>Leads every event to the function that folds it.</summary>
internal static class SessionsFold
{
    public static void Apply(SiteState state, IJournalEvent journalEvent, Instant at)
    {
        if (!ApplyPeople(state, journalEvent, at) && !ApplyCourse(state, journalEvent, at) && !ApplyKernel(state, journalEvent, at))
        {
            throw new UnreachableException($"{journalEvent.GetType().Name} is not folded.");
        }
    }

    private static bool ApplyPeople(SiteState state, IJournalEvent journalEvent, Instant at)
    {
        switch (journalEvent)
        {
            case CustomerEntered fact: Joining.Apply(state, fact, at); return true;
            case CustomerDeparted fact: Leaving.Apply(state, fact, at); return true;
            case AssistantEntered fact: Assisting.Apply(state, fact, at); return true;
            case AssistantDeparted fact: Leaving.Apply(state, fact, at); return true;
            case PageOpened fact: Presences.Apply(state, fact); return true;
            case PageAway fact: Presences.Apply(state, fact); return true;
            case PageReportPassed fact: Presences.Apply(state, fact); return true;
            case LinesBroken fact: Holders.Apply(state, fact, at); return true;
            case RequestHeldChanged fact: Holding.Apply(state, fact); return true;
            case InvitationMade fact: Invitations.Apply(state, fact, at); return true;
            case InvitationMoved fact: Invitations.Apply(state, fact); return true;
            default: return false;
        }
    }

    private static bool ApplyCourse(SiteState state, IJournalEvent journalEvent, Instant at)
    {
        switch (journalEvent)
        {
            case SessionOpened fact: StartingSession.Apply(state, fact, at); return true;
            case ActivitiesSwitched fact: SwitchingActivities.Apply(state, fact, at); return true;
            case ControlMoved fact: TransferringControl.Apply(state, fact, at); return true;
            case SessionAssigned fact: Assignments.Apply(state, fact, at); return true;
            case SessionReturned fact: Assignments.Apply(state, fact, at); return true;
            case SessionHandedOver fact: TransferringSession.Apply(state, fact, at); return true;
            case VoiceCallStarted fact: VoiceCalls.Apply(state, fact, at); return true;
            case VoiceCallOpened fact: VoiceCalls.Apply(state, fact, at); return true;
            case VoiceCallEnding fact: VoiceCalls.Apply(state, fact, at); return true;
            case VoiceCallEnded fact: VoiceCalls.Apply(state, fact, at); return true;
            case VoiceCallOverdue fact: VoiceCalls.Apply(state, fact); return true;
            case VoiceLegSwitched fact: VoiceCalls.Apply(state, fact); return true;
            case SessionClosed fact: Ending.Apply(state, fact, at); return true;
            default: return false;
        }
    }

    private static bool ApplyKernel(SiteState state, IJournalEvent journalEvent, Instant at)
    {
        switch (journalEvent)
        {
            case SettingsAdopted fact: AdoptingSettings.Apply(state, fact); return true;
            case NumbersRested: SessionNumbers.Apply(state, at); return true;
            case Resumed fact: Presences.Apply(state, fact, at); return true;
            case DeadlineParked fact: state.Deadlines.Park(fact.Key); return true;
            default: return false;
        }
    }
}
