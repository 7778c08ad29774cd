using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>The numbers released up to a day before this moment may be given out again.</summary>
internal sealed record NumbersRested : IJournalEvent;

/// <summary>Gives out numbers: the first candidate that no session has or had within a day.</summary>
internal static class SessionNumbers
{
    /// <summary>A free number, or null.</summary>
    public static SessionNumber? FirstFree(SiteState state, IDecision decision)
    {
        if (state.SessionCount + state.Resting.Count >= Bounds.NumbersHeld) return null;
        foreach (var number in decision.NumberCandidates)
        {
            if (state.Find(number) is null && !state.Resting.Contains(number)) return number;
        }
        return null;
    }

    public static Verdict NoneFree() => Verdict.Refused(
        RefusalReason.NoNumberFree, "None of the session numbers drawn is free. Send the wish again under a new command id.");

    public static void DecideDue(IDecision decision) => decision.Emit(new NumbersRested());

    public static void Release(SiteState state, SessionNumber number, Instant at)
    {
        state.Resting.Add(number, at);
        SetDeadline(state);
    }

    public static void Apply(SiteState state, Instant at)
    {
        state.Resting.Forget(at);
        SetDeadline(state);
    }

    private static void SetDeadline(SiteState state)
    {
        if (state.Resting.NextFree is { } free) state.Deadlines.Set(SessionDeadlines.Numbers, free);
        else state.Deadlines.Clear(SessionDeadlines.Numbers);
    }
}
