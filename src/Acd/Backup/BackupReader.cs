using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace AcdRouter.Acd;

/// <summary>Reads a backup from its beginning; what is not as it was written ends the reading.</summary>
internal sealed class BackupReader(string path)
{
    /// <summary>Longest line; a line of records names a thousand lengths.</summary>
    private const int MaxLine = 1024 * 1024;

    /// <summary>The entries in order, each with what stands behind it; the last one is the end, checked.</summary>
    /// <param name="progress">Told the share of the file that was read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AcdException">The file is damaged, or not one of this program's.</exception>
    public async IAsyncEnumerable<(BackupEntry Entry, byte[] Behind)> ReadAsync(
        IProgress<double>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        await using var zip = new GZipStream(file, CompressionMode.Decompress);
        var pipe = PipeReader.Create(zip, new StreamPipeReaderOptions(bufferSize: 128 * 1024));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            var before = Convert.ToHexStringLower(hash.GetCurrentHash());
            var (entry, behind) = await NextAsync(pipe, hash, cancellationToken);
            if (entry is BackupEnd end && end.Sha256 != before) throw Damaged("what it holds is not what was saved");
            progress?.Report(file.Length == 0 ? 1 : (double)file.Position / file.Length);
            yield return (entry, behind);
            if (entry is BackupEnd) break;
        }
        await pipe.CompleteAsync();
    }

    private async Task<(BackupEntry Entry, byte[] Behind)> NextAsync(PipeReader pipe, IncrementalHash hash, CancellationToken cancellationToken)
    {
        try
        {
            var line = await LineAsync(pipe, cancellationToken);
            hash.AppendData(line);
            var entry = BackupJson.Read(line.AsSpan(..^1));
            if (entry is BackupBegin { Format: not BackupBegin.CurrentFormat } begin)
            {
                throw new AcdException(
                    $"{path} is of format {begin.Format}, written by version {begin.Version}; this program knows {BackupBegin.CurrentFormat}.", ExitCodes.Failed);
            }
            if (entry.Bytes == 0) return (entry, []);
            var behind = await ExactlyAsync(pipe, entry.Bytes + 1, cancellationToken);
            hash.AppendData(behind);
            return (entry, behind[..^1]);
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            throw Damaged(damage.Message);
        }
    }

    private static async Task<byte[]> LineAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var after = read.Buffer.GetPosition(1, end);
                var line = read.Buffer.Slice(0, after).ToArray();
                pipe.AdvanceTo(after);
                return line;
            }
            if (read.IsCompleted) throw new EndOfStreamException("it ends too early");
            if (read.Buffer.Length > MaxLine) throw new InvalidDataException("a line is too long");
            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task<byte[]> ExactlyAsync(PipeReader pipe, int length, CancellationToken cancellationToken)
    {
        if (length <= 0) throw new InvalidDataException("a length makes no sense");
        var read = await pipe.ReadAtLeastAsync(length, cancellationToken);
        if (read.Buffer.Length < length) throw new EndOfStreamException("it ends too early");
        var bytes = read.Buffer.Slice(0, length).ToArray();
        pipe.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }

    private AcdException Damaged(string what) => new($"{path} is damaged, or no backup of this program: {Mistakes.Sentence(what)}", ExitCodes.JournalDamaged);
}
