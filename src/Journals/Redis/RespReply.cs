using System.Buffers.Text;
using System.Text;

namespace AcdRouter.Journals;

/// <summary>An answer of the few kinds that appends get: a line, a number, a text, or a list of these.</summary>
/// <param name="Values">One for a single answer; null stands for nothing there.</param>
/// <param name="Error">What the server says is wrong; null when nothing is.</param>
internal readonly record struct RespReply(string?[] Values, string? Error)
{
    /// <summary>The number 0.</summary>
    public static readonly RespReply Zero = new(["0"], null);

    private const byte Line = (byte)'+';
    private const byte Problem = (byte)'-';
    private const byte Number = (byte)':';
    private const byte Bulk = (byte)'$';
    private const byte List = (byte)'*';

    /// <summary>Reads one answer; false when its end has not arrived yet.</summary>
    /// <exception cref="InvalidDataException">These bytes are no answer: the connection is of no more use.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RespReply reply, out int used)
    {
        reply = default;
        used = 0;
        if (!TryReadLine(bytes, ref used, out var mark, out var line)) return false;
        if (mark == Problem)
        {
            reply = new RespReply([], Encoding.UTF8.GetString(line));
            return true;
        }
        if (mark != List)
        {
            if (!TryReadValue(bytes, mark, line, ref used, out var single)) return false;
            reply = new RespReply([single], null);
            return true;
        }
        var values = new string?[Length(line)];
        for (var index = 0; index < values.Length; index++)
        {
            if (!TryReadLine(bytes, ref used, out mark, out line)) return false;
            if (!TryReadValue(bytes, mark, line, ref used, out values[index])) return false;
        }
        reply = new RespReply(values, null);
        return true;
    }

    private static bool TryReadLine(ReadOnlySpan<byte> bytes, ref int used, out byte mark, out ReadOnlySpan<byte> line)
    {
        mark = 0;
        line = default;
        var rest = bytes[used..];
        var end = rest.IndexOf("\r\n"u8);
        if (end < 0) return false;
        if (end == 0) throw new InvalidDataException("An empty line stands where an answer begins.");
        mark = rest[0];
        line = rest[1..end];
        used += end + 2;
        return true;
    }

    private static bool TryReadValue(ReadOnlySpan<byte> bytes, byte mark, ReadOnlySpan<byte> line, ref int used, out string? value)
    {
        value = null;
        switch (mark)
        {
            case Line or Number:
                value = Encoding.UTF8.GetString(line);
                return true;
            case Bulk when line.SequenceEqual("-1"u8):
                return true;
            case Bulk:
                var length = Length(line);
                if (bytes.Length - used < length + 2) return false;
                value = Encoding.UTF8.GetString(bytes.Slice(used, length));
                used += length + 2;
                return true;
            default:
                throw new InvalidDataException($"An answer begins with {mark}.");
        }
    }

    private static int Length(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line, out int length, out var used) && used == line.Length && length >= 0
            ? length
            : throw new InvalidDataException("A length of an answer cannot be read.");
}
