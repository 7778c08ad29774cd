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

    /// <summary>The values of the first four fields.</summary>
    public static RedisValue[] Write(JournalHead head) => [Text(head.Epoch), head.Owner, Text(head.Sequence), Text(head.Batch)];

    /// <summary>Reads the first four fields.</summary>
    /// <exception cref="JournalDamagedException">They are not what was written.</exception>
    public static JournalHead Read(ReadOnlySpan<string?> fields)
    {
        var (epoch, owner, sequence, batch) = (fields[0], fields[1], fields[2], fields[3]);
        if (sequence is null) return JournalHead.Empty;
        var id = Guid.Empty;
        if (long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && (batch is { Length: 0 } || Guid.TryParseExact(batch, "N", out id)))
        {
            return new JournalHead(number, owner ?? "", last, id);
        }
        throw new JournalDamagedException($"The head reads epoch {epoch}, sequence {sequence}, batch {batch}.");
    }

    /// <summary>A batch's id as Redis keeps it. An empty journal's is empty text, as a missing field is.</summary>
    public static string Text(Guid batch) => batch == Guid.Empty ? "" : batch.ToString("N");

    /// <summary>A number as Redis keeps it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
