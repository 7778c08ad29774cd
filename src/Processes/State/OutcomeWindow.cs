using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// The answers a site still remembers, so that a repeated command has one effect and one answer. Bounded by count and by record
/// time; what falls out raises the mark below which a command is too old to be told from a repeat. The mark is on the senders'
/// clocks, as is what it is compared with: record time may run far from them.
/// </summary>
internal sealed class OutcomeWindow
{
    private readonly Dictionary<CommandId, Remembered> byCommand = [];
    private readonly Queue<Remembered> inOrder = new();

    /// <summary>The latest moment, by the senders' clocks, at which a command was sent whose answer is forgotten.</summary>
    public Instant ForgottenThrough { get; private set; } = Instant.MinValue;

    public bool TryFind(CommandId command, [MaybeNullWhen(false)] out Remembered remembered) => byCommand.TryGetValue(command, out remembered);

    public void Remember(CommandOutcome outcome, Stamp stamp)
    {
        var remembered = new Remembered(outcome, stamp);
        byCommand.Add(outcome.Command, remembered);
        inOrder.Enqueue(remembered);
        while (inOrder.TryPeek(out var oldest)
            && (inOrder.Count > KernelLimits.OutcomesPerSite || stamp.At.Since(oldest.Stamp.At) > KernelLimits.OutcomeWindowMilliseconds))
        {
            inOrder.Dequeue();
            byCommand.Remove(oldest.Outcome.Command);
            if (SentAt(oldest) is { } sent && sent > ForgottenThrough) ForgottenThrough = sent;
        }
    }

    /// <summary>True when the answer to a command that is not remembered may have been forgotten.</summary>
    /// <param name="sentAt">When it was sent, by its sender's clock.</param>
    /// <param name="wall">The wall clock now.</param>
    /// <param name="now">Record time now.</param>
    public bool MayHaveForgotten(Instant sentAt, Instant wall, Instant now) =>
        sentAt <= ForgottenThrough && !(IsJustSent(sentAt, wall) && RemembersAllJustSent(now));

    private static bool IsJustSent(Instant sentAt, Instant wall) => Math.Abs(wall.Since(sentAt)) <= KernelLimits.JustSentMilliseconds;

    /// <summary>False when so many commands come that answers are forgotten sooner than a command stops being just sent.</summary>
    private bool RemembersAllJustSent(Instant now) =>
        inOrder.TryPeek(out var oldest) && now.Since(oldest.Stamp.At) > KernelLimits.JustSentMilliseconds;

    private static Instant? SentAt(Remembered remembered)
    {
        var believed = remembered.Stamp.At.PlusMilliseconds(KernelLimits.SenderAheadMilliseconds);
        return remembered.Outcome.SentAt is { } sent && sent > believed ? believed : remembered.Outcome.SentAt;
    }

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteNumber("forgottenThrough"u8, ForgottenThrough.Milliseconds);
        writer.WriteStartArray("outcomes"u8);
        foreach (var each in inOrder)
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, each.Stamp.Sequence);
            writer.WriteNumber("at"u8, each.Stamp.At.Milliseconds);
            OutcomeJson.WriteMembers(writer, each.Outcome);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public bool Load(ref Utf8JsonReader reader, Pace? pace)
    {
        reader.ReadStart(JsonTokenType.StartArray);
        while (reader.ReadElement())
        {
            using var document = reader.CurrentDocument();
            var each = document.RootElement;
            var stamp = new Stamp(each.GetProperty("seq"u8).GetInt64(), new Instant(each.GetProperty("at"u8).GetInt64()));
            var remembered = new Remembered(OutcomeJson.ReadMembers(each) ?? throw new JsonException("An answer names no command."), stamp);
            if (!byCommand.TryAdd(remembered.Outcome.Command, remembered)) throw new JsonException($"Command {remembered.Outcome.Command} has two answers.");
            inOrder.Enqueue(remembered);
            pace?.Rest();
        }
        return true;
    }

    public bool LoadForgottenThrough(ref Utf8JsonReader reader)
    {
        ForgottenThrough = new Instant(reader.ReadInt64());
        return true;
    }

    internal sealed record Remembered(CommandOutcome Outcome, Stamp Stamp);
}
