using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Sessions;

/// <summary>
/// The router's refusals in the words of the command that asked: the router names the members of the message it was sent, which the
/// sender of the command has never seen.
/// </summary>
internal static class RouterRefusals
{
    /// <summary>The refusal under the command's names for the router's members; a member without one is not named.</summary>
    /// <param name="refused">What the router answered.</param>
    /// <param name="members">The command's name of each of the router's members.</param>
    public static Verdict InWordsOf(Verdict refused, params ReadOnlySpan<(string Router, string Command)> members)
    {
        var refusal = refused.Refusal!;
        string? field = null;
        foreach (var (router, command) in members)
        {
            if (refusal.Field == router) field = command;
        }
        return Verdict.Refused(refusal with { Field = field, Message = Message(refusal, field) });
    }

    private static string Message(Refusal refusal, string? field)
    {
        var text = refusal.Message;
        var prefix = $"{refusal.Field}: ";
        if (refusal.Field is not null && text.StartsWith(prefix, StringComparison.Ordinal))
        {
            text = field is null ? text[prefix.Length..] : $"{field}: {text[prefix.Length..]}";
        }
        return WhatToDo(refusal.Reason) is { } advice && !text.EndsWith(advice, StringComparison.Ordinal) ? $"{text} {advice}" : text;
    }

    /// <summary>Advice for the sender of the command, where the router's sentence has none that fits.</summary>
    private static string? WhatToDo(RefusalReason reason) => reason switch
    {
        RefusalReason.UnknownQueue => "Name a queue of the site.",
        RefusalReason.AddresseeInvalid => "Name other agents, or a queue.",
        RefusalReason.AddresseesSignedOut => "Name agents who are signed in, or a queue.",
        RefusalReason.UnknownPerson => "Ask a site administrator.",
        RefusalReason.RequestIdReused => "Send the wish again under a new command id.",
        _ => null,
    };
}
