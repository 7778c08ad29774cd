using System.IO.Compression;

namespace AcdRouter.Simulation.Recordings;

/// <summary>
/// Recorded calls in the format of the "Anonymous Bank" of the Technion: tab-separated, 17 columns, one call a row. A request is
/// a call that an agent answered or that queued; it arrives when it leaves self-service.
/// </summary>
public sealed class RecordedMonth
{
    /// <summary>Rows read of one file: thirty times the largest month recorded. Later ones count as malformed.</summary>
    public const int MaxRows = 1_500_000;

    internal RecordedMonth(string file, IReadOnlyList<RecordedCall> requests, MalformedRows malformed, Oddities oddities)
    {
        File = file;
        Requests = requests;
        Malformed = malformed;
        Oddities = oddities;
    }

    /// <summary>The sample month that comes with the product.</summary>
    public static string SamplePath => Path.Combine(AppContext.BaseDirectory, "samples", "technion-1999", "february.tsv.gz");

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The requests, by day and arrival, then by line.</summary>
    public IReadOnlyList<RecordedCall> Requests { get; }

    /// <summary>Rows that could not be read.</summary>
    public MalformedRows Malformed { get; }

    /// <summary>Rows that are odd and were read.</summary>
    public Oddities Oddities { get; }

    /// <summary>Reads a file, plain or compressed by gzip, whatever its name. A malformed row is counted and passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordedMonth Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads a stream that can seek, as <see cref="Read(string)"/> does.</summary>
    /// <param name="stream">Read to its end; not closed.</param>
    /// <param name="name">What reports call it.</param>
    public static RecordedMonth Read(Stream stream, string name)
    {
        var compressed = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        if (!compressed) return new RecordedMonthReader(name).Read(stream);
        using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return new RecordedMonthReader(name).Read(plain);
    }
}
