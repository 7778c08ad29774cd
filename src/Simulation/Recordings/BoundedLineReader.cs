using System.Text;

namespace AcdRouter.Simulation.Recordings;

/// <summary>Reads lines of bounded length from a stream, so that a file without line ends costs no memory.</summary>
/// <param name="stream">Read to its end; not closed.</param>
internal sealed class BoundedLineReader(Stream stream)
{
    /// <summary>Longest line, in bytes. A recorded call has about 130.</summary>
    public const int MaxLength = 1024;

    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] line = new byte[MaxLength];
    private int start;
    private int end;

    /// <summary>The line last read, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>True when the line last read was longer than allowed; its text is cut.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The next line without its end, or null at the end of the stream.</summary>
    public string? Read()
    {
        var length = 0;
        TooLong = false;
        var any = false;
        while (true)
        {
            if (start == end && !Fill())
            {
                if (!any) return null;
                break;
            }
            any = true;
            var rest = buffer.AsSpan(start, end - start);
            var newline = rest.IndexOf((byte)'\n');
            var part = newline < 0 ? rest : rest[..newline];
            start += newline < 0 ? part.Length : part.Length + 1;
            var taken = Math.Min(part.Length, MaxLength - length);
            part[..taken].CopyTo(line.AsSpan(length));
            length += taken;
            TooLong |= taken < part.Length;
            if (newline >= 0) break;
        }
        LineNumber++;
        if (length > 0 && line[length - 1] == '\r') length--;
        return Encoding.Latin1.GetString(line, 0, length);
    }

    private bool Fill()
    {
        start = 0;
        end = stream.Read(buffer, 0, buffer.Length);
        return end > 0;
    }
}
