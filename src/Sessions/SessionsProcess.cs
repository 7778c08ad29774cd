using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>A site's support sessions (S1 to S12, S14): takes the commands, asks and tells its neighbour, the router.</summary>
/// <param name="site">The site.</param>
public sealed class SessionsProcess(SiteId site) : IProcess
{
    private static readonly FrozenSet<Type> Taken = new[]
    {
        typeof(StartSession),
        typeof(RequestSession),
        typeof(JoinSession),
        typeof(JoinByInvitation),
        typeof(AssistSession),
        typeof(SelectCustomer),
        typeof(RemoveParticipant),
        typeof(LeaveSession),
        typeof(TransferControl),
        typeof(TransferSession),
        typeof(EndSession),
        typeof(CompleteRequest),
        typeof(ReportSessionPage),
        typeof(CloseWindow),
        typeof(ConfirmLines),
        typeof(SwitchActivity),
        typeof(Invite),
        typeof(RevokeInvitation),
        typeof(ReportInvitation),
        typeof(StartVoiceCall),
        typeof(StopVoiceCall),
        typeof(SwitchVoiceLeg),
        typeof(ConfirmVoiceCallOpened),
        typeof(ConfirmVoiceCallEnded),
        typeof(AssignSession),
        typeof(UnassignSession),
        typeof(AdoptSettings),
    }.ToFrozenSet();

    private readonly SiteState state = new(site);

    /// <inheritdoc/>
    public string Name => "sessions";

    /// <inheritdoc/>
    public EventCatalog Events => SessionsEvents.Catalog;

    /// <inheritdoc/>
    public Deadline? NextDeadline => state.Deadlines.Next;

    /// <inheritdoc/>
    public bool Takes(Type messageType) => Taken.Contains(messageType);

    /// <inheritdoc/>
    public Verdict Decide(object message, IDecision decision) => message switch
    {
        StartSession command => StartingSession.Decide(state, command, decision),
        RequestSession command => RequestingSession.Decide(state, command, decision),
        JoinSession command => Joining.Decide(state, command, decision),
        JoinByInvitation command => Joining.Decide(state, command, decision),
        AssistSession command => Assisting.Decide(state, command, decision),
        SelectCustomer command => SelectingCustomer.Decide(state, command, decision),
        RemoveParticipant command => Leaving.Decide(state, command, decision),
        LeaveSession command => Leaving.Decide(state, command, decision),
        TransferControl command => TransferringControl.Decide(state, command, decision),
        TransferSession command => TransferringSession.Decide(state, command, decision),
        EndSession command => Ending.Decide(state, command, decision),
        CompleteRequest command => Ending.Decide(state, command, decision),
        ReportSessionPage command => Presences.Decide(state, command, decision),
        CloseWindow command => Presences.Decide(state, command, decision),
        ConfirmLines command => Holders.Decide(state, command, decision),
        SwitchActivity command => SwitchingActivities.Decide(state, command, decision),
        Invite command => Invitations.Decide(state, command, decision),
        RevokeInvitation command => Invitations.Decide(state, command, decision),
        ReportInvitation command => Invitations.Decide(state, command, decision),
        StartVoiceCall command => VoiceCalls.Decide(state, command, decision),
        StopVoiceCall command => VoiceCalls.Decide(state, command, decision),
        SwitchVoiceLeg command => VoiceCalls.Decide(state, command, decision),
        ConfirmVoiceCallOpened command => VoiceCalls.Decide(state, command, decision),
        ConfirmVoiceCallEnded command => VoiceCalls.Decide(state, command, decision),
        AssignSession told => Assignments.Decide(state, told, decision),
        UnassignSession told => Assignments.Decide(state, told, decision),
        AdoptSettings told => AdoptingSettings.Decide(told, decision),
        _ => throw new UnreachableException($"{message.GetType().Name} is not for this process."),
    };

    /// <inheritdoc/>
    public object? Answer(IQuery query, Instant now) => Viewing.Answer(state, query);

    /// <inheritdoc/>
    public void DecideDue(Deadline due, IDecision decision)
    {
        switch (due.Key.Kind)
        {
            case SessionDeadlines.PersonGone:
                Leaving.DecideDuePerson(state, due.Key, decision);
                break;
            case SessionDeadlines.CustomerGone:
                Leaving.DecideDueCustomer(state, due.Key, decision);
                break;
            case SessionDeadlines.VoiceOverdue:
                VoiceCalls.DecideDue(state, due.Key, decision);
                break;
            case SessionDeadlines.NumbersRested:
                SessionNumbers.DecideDue(decision);
                break;
            case SessionDeadlines.HoldCheck:
                Holding.DecideDue(state, due.Key, decision);
                break;
            default:
                throw new UnreachableException($"No deadline of kind {due.Key.Kind} is set by this process.");
        }
    }

    /// <inheritdoc/>
    public void Apply(IJournalEvent journalEvent, in Stamp stamp) => SessionsFold.Apply(state, journalEvent, stamp.At);

    /// <inheritdoc/>
    public void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news) =>
        SessionsNews.Tell(journalEvent, stamp.At, site, news);

    /// <inheritdoc/>
    public void CollectOwed(List<Owed> owed) => state.Owed.Collect(state.Site, owed);

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer) => StateFile.Save(state, writer);

    /// <inheritdoc/>
    public void Load(JsonElement state) => StateFile.Load(this.state, state);

    /// <inheritdoc/>
    public void AssertInvariants() => Invariants.Assert(state);
}
