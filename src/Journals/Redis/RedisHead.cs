using System.Globalization;
using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>The head as fields of a hash.</summary>
internal static class RedisHead
{
    /// <summary>The fields in the order in which they are read.</summary>
    public static readonly RedisValue[] Fields = ["epoch", "owner", "sequence", "batch", "halted", "installation"];

    /// <summary>The field that says when the owner last appended or compared, in milliseconds since 1970 by the server's clock.</summary>
    public static readonly RedisValue LastSeen = "seen";

    /// <summary>The values of the first four fields. An empty journal's batch is empty text, as a missing field is.</summary>
    public static RedisValue[] Write(JournalHead head) =>
        [Text(head.Epoch), head.Owner, Text(head.Sequence), head.Batch == Guid.Empty ? "" : head.Batch.ToString("N")];

    /// <summary>Reads the first four fields.</summary>
    /// <exception cref="JournalDamagedException">They are not what was written.</exception>
    public static JournalHead Read(ReadOnlySpan<RedisValue> fields)
    {
        if (fields[2].IsNull) return JournalHead.Empty;
        if (long.TryParse((string?)fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse((string?)fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && (string?)fields[3] is { } batch && (batch.Length == 0 || Guid.TryParseExact(batch, "N", out _)))
        {
            return new JournalHead(epoch, (string?)fields[1] ?? "", sequence, batch.Length == 0 ? Guid.Empty : Guid.ParseExact(batch, "N"));
        }
        throw new JournalDamagedException($"The head reads epoch {fields[0]}, sequence {fields[2]}, batch {fields[3]}.");
    }

    /// <summary>A number as Redis keeps it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
