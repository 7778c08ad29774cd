using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>
/// S9: the giver's message to who takes the session. Stored in NFC with line feeds as line breaks: a carriage return, alone or
/// before a line feed, is the same one break and counts once, so that a browser's and a program's text have one length.
/// </summary>
internal static class PersonalMessage
{
    /// <summary>Unicode scalar values after NFC.</summary>
    public const int MaxCharacters = 345;

    /// <summary>
    /// No text of 345 composed characters is longer than this before composing: none has more than four parts of two UTF-16 units,
    /// and a break has two. Longer ones are refused before any work is spent on them.
    /// </summary>
    public const int MaxUnits = MaxCharacters * 8;

    /// <summary>The refusal, or null with the message as it will be kept; null for none.</summary>
    public static Verdict? Read(string? text, out string? message)
    {
        message = null;
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length > MaxUnits) return TooLong();
        if (!CanBeComposed(text)) return Invalid();
        var composed = text
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n')
            .Normalize(NormalizationForm.FormC);
        if (Texts.Count(composed, MaxCharacters, static control => control.Value == '\n') is null)
        {
            return Texts.Count(composed, MaxUnits, static control => control.Value == '\n') is null ? Invalid() : TooLong();
        }
        message = composed;
        return null;
    }

    /// <summary>
    /// NFC is defined for well-formed text only: no surrogate stands alone. Noncharacters, which Unicode keeps for a program's own use,
    /// are refused as well: U+FFFE makes composing throw, of the others each platform has its own opinion.
    /// </summary>
    private static bool CanBeComposed(string text) =>
        Texts.Count(text, MaxUnits, static _ => true) is not null && !text.EnumerateRunes().Any(IsNoncharacter);

    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xfffe) == 0xfffe || rune.Value is >= 0xfdd0 and <= 0xfdef;

    private static Verdict TooLong() => Verdict.Refused(
        RefusalReason.PersonalMessageTooLong,
        $"personalMessage: has more than {MaxCharacters} characters, line breaks counted. Shorten it.",
        "personalMessage");

    private static Verdict Invalid() => Verdict.Refused(
        RefusalReason.PersonalMessageInvalid,
        "personalMessage: has control characters other than line breaks, or broken characters or noncharacters. Take them out.",
        "personalMessage");
}
