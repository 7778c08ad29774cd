using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>Writes a command's outcome as members of the object being written, the same in records and snapshots.</summary>
internal static class OutcomeJson
{
    public static void WriteMembers(Utf8JsonWriter writer, CommandOutcome outcome)
    {
        writer.WriteString("cmd"u8, outcome.Command.Value);
        writer.WriteNumber("fp"u8, outcome.Fingerprint);
        if (outcome.CorrelationId is { } correlation) writer.WriteString("corr"u8, correlation);
        if (outcome.SentAt is { } sent) writer.WriteNumber("sent"u8, sent.Milliseconds);
        if (outcome.Refusal is { } refusal)
        {
            writer.WritePropertyName("refused"u8);
            JsonSerializer.Serialize(writer, refusal, KernelJson.Default.Refusal);
        }
        else if (!ReferenceEquals(outcome.Made, Made.Nothing) && outcome.Made != Made.Nothing)
        {
            writer.WritePropertyName("made"u8);
            JsonSerializer.Serialize(writer, outcome.Made!, KernelJson.Default.Made);
        }
    }

    public static CommandOutcome? ReadMembers(JsonElement element)
    {
        if (!element.TryGetProperty("cmd"u8, out var command)) return null;
        var refusal = element.TryGetProperty("refused"u8, out var refused) ? refused.Deserialize(KernelJson.Default.Refusal) : null;
        var made = refusal is not null ? null
            : element.TryGetProperty("made"u8, out var written) ? written.Deserialize(KernelJson.Default.Made)
            : Made.Nothing;
        return new CommandOutcome(
            new CommandId(command.GetGuid()),
            element.GetProperty("fp"u8).GetUInt64(),
            element.TryGetProperty("corr"u8, out var correlation) ? correlation.GetGuid() : null,
            refusal,
            made,
            element.TryGetProperty("sent"u8, out var sent) ? new Instant(sent.GetInt64()) : null);
    }
}
