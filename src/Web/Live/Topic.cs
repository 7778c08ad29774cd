using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What a stream listens to: a session or an agent's inbox of one site. Never a whole site.</summary>
/// <param name="Site">The site.</param>
/// <param name="Session">The session; empty for an inbox.</param>
/// <param name="Agent">The agent; null for a session.</param>
internal readonly record struct Topic(SiteId Site, Guid Session, string? Agent)
{
    public static Topic Of(SiteId site, SessionId session) => new(site, session.Value, null);

    public static Topic Of(SiteId site, PersonId agent) => new(site, Guid.Empty, agent.Value);

    /// <summary>Whom this news concerns. An offer carries the personal message: it reaches the agents it names and nobody else.</summary>
    public static void Collect(INews news, List<Topic> topics)
    {
        switch (news)
        {
            case OfferMade offer:
                foreach (var agent in offer.Agents) topics.Add(Of(offer.Site, agent));
                break;
            case OfferEnded over:
                foreach (var agent in over.Agents) topics.Add(Of(over.Site, agent));
                break;
            case RequestAssigned assigned:
                topics.Add(Of(assigned.Site, assigned.Agent));
                break;
            case RequestReturned returned:
                topics.Add(Of(returned.Site, returned.Agent));
                topics.Add(Of(returned.Site, returned.Session));
                break;
            case AgentStateChanged state:
                topics.Add(Of(state.Site, state.Agent));
                break;
            case AgentWrapUpExtended extended:
                topics.Add(Of(extended.Site, extended.Agent));
                break;
            case SessionStarted started:
                topics.Add(Of(started.Site, started.Session));
                if (started.By is { } by) topics.Add(Of(started.Site, by));
                break;
            case ParticipantJoined joined:
                topics.Add(Of(joined.Site, joined.Session));
                if (joined.Person is { } representative) topics.Add(Of(joined.Site, representative));
                break;
            case ParticipantLeft left:
                topics.Add(Of(left.Site, left.Session));
                if (left.Person is { } gone) topics.Add(Of(left.Site, gone));
                break;
            case ControlTransferred control:
                topics.Add(Of(control.Site, control.Session));
                topics.Add(Of(control.Site, control.From));
                topics.Add(Of(control.Site, control.To));
                break;
            case SessionTransferred transferred:
                topics.Add(Of(transferred.Site, transferred.Session));
                topics.Add(Of(transferred.Site, transferred.Giver));
                break;
            case SessionWaiting waiting:
                topics.Add(Of(waiting.Site, waiting.Session));
                break;
            case SessionTaken taken:
                topics.Add(Of(taken.Site, taken.Session));
                topics.Add(Of(taken.Site, taken.Agent));
                break;
            case ActivitiesChanged activities:
                topics.Add(Of(activities.Site, activities.Session));
                break;
            case VoiceCallChanged voice:
                topics.Add(Of(voice.Site, voice.Session));
                break;
            case InvitationChanged invitation:
                topics.Add(Of(invitation.Site, invitation.Session));
                if (invitation.Colleague is { } colleague) topics.Add(Of(invitation.Site, colleague));
                break;
            case SessionEnded ended:
                topics.Add(Of(ended.Site, ended.Session));
                break;
            case RequestStranded stranded:
                foreach (var agent in stranded.Addressees) topics.Add(Of(stranded.Site, agent));
                break;
            case RequestQueued or RequestMoved or RequestEnded or SiteConfigured or LinesLost:
                // Counted by queue, forgotten by site, or for whoever holds the lines; no stream of its own.
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"The news {news.GetType().Name} reaches nobody.");
        }
    }
}
