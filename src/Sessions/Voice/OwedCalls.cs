using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>
/// What the voice bridge still has to confirm. Kept beside the sessions, because a tear-down stays owed when its session has ended.
/// </summary>
internal sealed class OwedCalls
{
    private readonly SortedDictionary<CallId, OwedCall> calls = [];

    /// <summary>Tear-downs that were ever overdue.</summary>
    public long OverdueTotal { get; set; }

    public int Count => calls.Count;

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<OwedCall> All => calls.Values;

    public OwedCall? Find(CallId call) => calls.GetValueOrDefault(call);

    public void Set(OwedCall call) => calls[call.Call] = call;

    public void Remove(CallId call) => calls.Remove(call);

    public OverdueCallListView ListOverdue(int limit)
    {
        var overdue = calls.Values.Where(static call => call.Overdue).OrderBy(static call => call.Since).ThenBy(static call => call.Call).ToArray();
        var listed = overdue.Take(limit).Select(static call => new OverdueCallView(call.Session, call.Call, call.Since)).ToValueList();
        return new OverdueCallListView(listed, overdue.Length, OverdueTotal);
    }

    /// <summary>Oldest first. One call is owed one thing at a time: its opening or, after that, its tear-down.</summary>
    public void Collect(SiteId site, List<Owed> owed)
    {
        foreach (var call in calls.Values.OrderBy(static call => call.Since).ThenBy(static call => call.Call))
        {
            owed.Add(call.Ending
                ? new Owed($"end-voice-call/{call.Call}/{call.Order}", new EndVoiceCall(site, call.Session, call.Call, call.Order))
                : new Owed($"open-voice-call/{call.Call}", new OpenVoiceCall(site, call.Session, call.Call)));
        }
    }
}

/// <summary>A call whose opening or tear-down is unconfirmed.</summary>
/// <param name="Call">The call.</param>
/// <param name="Session">Its session, which may have ended.</param>
/// <param name="Ending">True for a tear-down.</param>
/// <param name="Since">Since when it is owed.</param>
/// <param name="Overdue">True for a tear-down that is unconfirmed for too long.</param>
/// <param name="Order">Which order to tear the call down it is; 0 for an opening.</param>
internal sealed record OwedCall(CallId Call, SessionId Session, bool Ending, Instant Since, bool Overdue, long Order);
