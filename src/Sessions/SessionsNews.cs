using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>
/// Leads every event to the news made of it. Settings, numbers, page reports, holding and the kernel's own events are nobody's news:
/// the router tells what they bring about.
/// </summary>
internal static class SessionsNews
{
    public static void Tell(IJournalEvent journalEvent, Instant at, SiteId site, List<INews> news)
    {
        switch (journalEvent)
        {
            case SessionOpened fact: StartingSession.TellNews(fact, site, at, news); break;
            case CustomerEntered fact: Joining.TellNews(fact, site, news); break;
            case CustomerDeparted fact: Leaving.TellNews(fact, site, news); break;
            case AssistantEntered fact: Assisting.TellNews(fact, site, news); break;
            case AssistantDeparted fact: Leaving.TellNews(fact, site, news); break;
            case ActivitiesSwitched fact: SwitchingActivities.TellNews(fact, site, news); break;
            case ControlMoved fact: TransferringControl.TellNews(fact, site, news); break;
            case SessionAssigned fact: Assignments.TellNews(fact, site, news); break;
            case SessionReturned fact: Assignments.TellNews(fact, site, news); break;
            case SessionHandedOver fact: TransferringSession.TellNews(fact, site, at, news); break;
            case LinesBroken fact: Holders.TellNews(fact, site, news); break;
            case InvitationMade fact: Invitations.TellNews(fact, site, news); break;
            case InvitationMoved fact: Invitations.TellNews(fact, site, news); break;
            case VoiceCallStarted fact: Voice(fact.Session, fact.Call, VoiceState.Opening); break;
            case VoiceCallOpened fact: Voice(fact.Session, fact.Call, VoiceState.Open); break;
            case VoiceCallEnding fact: Voice(fact.Session, fact.Call, VoiceState.Ending); break;
            case VoiceCallEnded fact: Voice(fact.Session, fact.Call, VoiceState.Ended); break;
            case VoiceCallOverdue fact: Voice(fact.Session, fact.Call, VoiceState.Overdue); break;
            case VoiceLegSwitched fact: Voice(fact.Session, fact.Call, fact.State); break;
            case SessionClosed fact: Ending.TellNews(fact, site, at, news); break;
            default: break;
        }

        void Voice(SessionId session, CallId call, VoiceState state) => news.Add(new VoiceCallChanged(site, session, call, state));
    }
}
