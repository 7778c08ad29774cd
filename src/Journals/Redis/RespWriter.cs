using System.Buffers;
using System.Globalization;
using System.Text;

namespace AcdRouter.Journals;

/// <summary>Writes commands as Redis reads them: the number of parts, then each part behind its length.</summary>
internal readonly struct RespWriter(IBufferWriter<byte> target)
{
    /// <summary>Longest of what <see cref="Number"/> writes: a mark, 19 digits and a sign, the line's end.</summary>
    private const int NumberBytes = 24;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>Begins a command of so many parts.</summary>
    public void Command(int parts) => Number((byte)'*', parts);

    public void Part(ReadOnlySpan<byte> bytes)
    {
        Number((byte)'$', bytes.Length);
        target.Write(bytes);
        target.Write(LineEnd);
    }

    public void Part(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number((byte)'$', length);
        target.Advance(Encoding.UTF8.GetBytes(text, target.GetSpan(length)));
        target.Write(LineEnd);
    }

    public void Part(long number)
    {
        Span<byte> digits = stackalloc byte[NumberBytes];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        Part(digits[..length]);
    }

    private void Number(byte mark, long number)
    {
        var span = target.GetSpan(NumberBytes);
        span[0] = mark;
        number.TryFormat(span[1..], out var length, default, CultureInfo.InvariantCulture);
        LineEnd.CopyTo(span[(1 + length)..]);
        target.Advance(1 + length + LineEnd.Length);
    }
}
