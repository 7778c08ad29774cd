using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>What the record will say of a live session beside its present state: spans of time, the newest of each kind.</summary>
internal sealed class SessionTrail
{
    public List<StaySpan> Stays { get; init; } = [];

    public List<WaitSpan> Waits { get; init; } = [];

    public List<ActivitySpan> Activities { get; init; } = [];

    public List<CallSpan> Calls { get; init; } = [];

    /// <summary>Spans dropped because there were too many.</summary>
    public int Dropped { get; set; }

    /// <summary>A representative is in the session in this role from now on.</summary>
    public void BeginStay(PersonId person, string name, ParticipantRole role, Instant at)
    {
        EndStay(person, at);
        Add(Stays, new StaySpan(person, name, role, at, null));
    }

    public void EndStay(PersonId person, Instant at) =>
        End(Stays, span => span.Person == person && span.To is null, span => span with { To = at });

    public void BeginWait(RequestId request, RoutingTarget? target, WaitReason reason, Instant at) =>
        Add(Waits, new WaitSpan(request, target, reason, at, null, null));

    public void EndWait(Instant at, PersonId? takenBy) =>
        End(Waits, static span => span.To is null, span => span with { To = at, TakenBy = takenBy });

    public void SetActivities(ValueList<Activity> before, ValueList<Activity> after, Instant at)
    {
        foreach (var activity in before)
        {
            if (!after.Contains(activity))
            {
                End(Activities, span => span.Activity == activity && span.To is null, span => span with { To = at });
            }
        }
        foreach (var activity in after)
        {
            if (!before.Contains(activity)) Add(Activities, new ActivitySpan(activity, at, null));
        }
    }

    public void BeginCall(CallId call, PersonId by, Instant at) => Add(Calls, new CallSpan(call, by, at, null, null));

    public void OpenCall(CallId call, Instant at) => End(Calls, span => span.Call == call, span => span with { OpenedAt = at });

    public void EndCall(CallId call, Instant at) =>
        End(Calls, span => span.Call == call && span.To is null, span => span with { To = at });

    private void Add<T>(List<T> spans, T span)
    {
        if (spans.Count == Bounds.Spans)
        {
            spans.RemoveAt(0);
            Dropped++;
        }
        spans.Add(span);
    }

    private static void End<T>(List<T> spans, Predicate<T> which, Func<T, T> ended)
    {
        var index = spans.FindLastIndex(which);
        if (index >= 0) spans[index] = ended(spans[index]);
    }
}
