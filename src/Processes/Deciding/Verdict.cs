using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>What a decision answers: accepted with what it made, or refused. A refused decision has emitted nothing.</summary>
public sealed class Verdict
{
    private static readonly Verdict AcceptedWithNothing = new(null, Made.Nothing);

    private Verdict(Refusal? refusal, Made? made)
    {
        Refusal = refusal;
        Made = made;
    }

    /// <summary>Why it was refused; null when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What was made; null when refused.</summary>
    public Made? Made { get; }

    /// <summary>True when accepted.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Made))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    /// <summary>Accepted, with nothing to name.</summary>
    public static Verdict Accepted() => AcceptedWithNothing;

    /// <summary>Accepted, naming what was made.</summary>
    public static Verdict Accepted(Made made) => new(null, made);

    /// <summary>Refused.</summary>
    /// <param name="reason">The reason, for programs.</param>
    /// <param name="message">A sentence that names the field, the limit and what to do.</param>
    /// <param name="field">The member at fault in camel case, if a single one is.</param>
    /// <param name="names">Everything at fault, sorted, where there may be several.</param>
    public static Verdict Refused(RefusalReason reason, string message, string? field = null, ValueList<string>? names = null) =>
        new(new Refusal(reason, message, field, names ?? ValueList<string>.Empty), null);

    /// <summary>Refused for a reason found before.</summary>
    public static Verdict Refused(Refusal refusal) => new(refusal, null);
}
