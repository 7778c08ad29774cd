using System.Buffers;
using System.Globalization;
using System.Text;

namespace AcdRouter.Sessions;

/// <summary>What a text from outside may hold.</summary>
internal static class Texts
{
    /// <summary>Longest address that a mail server takes (RFC 5321, section 4.5.3.1.3, less the angle brackets).</summary>
    public const int AddressCharacters = 254;

    private const int AddressLocalCharacters = 64;
    private const int DomainLabelCharacters = 63;
    private const int LanguageTagCharacters = 35;

    /// <summary>True when the text is one line of 1 to so many characters, not all blank, without control characters.</summary>
    public static bool IsLine(string? text, int characters) =>
        !string.IsNullOrWhiteSpace(text) && Count(text, characters, static _ => false) is > 0;

    /// <summary>True when the text has at most so many characters and no control characters but line breaks and tabs.</summary>
    public static bool IsProse(string? text, int characters) =>
        text is not null && Count(text, characters, static rune => rune.Value is '\n' or '\r' or '\t') is not null;

    /// <summary>
    /// The text's Unicode scalar values, or null when there are more than so many, a surrogate stands alone, or a control character
    /// is met that is not allowed.
    /// </summary>
    public static int? Count(string text, int limit, Func<Rune, bool> allowedControl)
    {
        var rest = text.AsSpan();
        var count = 0;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done || ++count > limit) return null;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && !allowedControl(rune)) return null;
            rest = rest[used..];
        }
        return count;
    }

    /// <summary>
    /// True for an address that can be put into a mail's header as it is: one @, a local part of 1 to 64 characters without blanks,
    /// quotes, brackets, commas, colons or semicolons, and a domain of labels of letters, digits and inner hyphens; at most 254 in all.
    /// </summary>
    public static bool IsAddress(string? text)
    {
        if (!IsLine(text, AddressCharacters)) return false;
        var parts = text!.Split('@');
        return parts.Length == 2 && IsLocalPart(parts[0]) && parts[1].Split('.').All(IsDomainLabel);
    }

    /// <summary>True for a well-formed IETF language tag: subtags of 1 to 8 letters and digits joined by hyphens, the first of 2 to 8 letters.</summary>
    public static bool IsLanguageTag(string? text)
    {
        if (text is not { Length: > 1 and <= LanguageTagCharacters }) return false;
        var subtags = text.Split('-');
        return subtags[0].Length >= 2
            && subtags[0].All(char.IsAsciiLetter)
            && subtags.All(static subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));
    }

    private static bool IsLocalPart(string text) =>
        text.Length is >= 1 and <= AddressLocalCharacters
        && text.Split('.').All(static atom => atom.Length > 0 && atom.All(IsAtomCharacter));

    private static bool IsAtomCharacter(char c) =>
        !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('"' or '(' or ')' or ',' or ':' or ';' or '<' or '>' or '[' or ']' or '\\');

    private static bool IsDomainLabel(string text) =>
        text.Length is >= 1 and <= DomainLabelCharacters
        && text[0] != '-'
        && text[^1] != '-'
        && text.All(static c => char.IsLetterOrDigit(c) || c == '-');
}
