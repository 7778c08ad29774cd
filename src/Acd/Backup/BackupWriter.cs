using System.IO.Compression;
using System.Security.Cryptography;

namespace AcdRouter.Acd;

/// <summary>Writes a backup: one file, its owner's alone, which gets its name only when it is whole.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private const int BufferBytes = 1024 * 1024;

    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly string path;
    private readonly FileStream file;
    private readonly GZipStream zip;
    private readonly BufferedStream output;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool completed;

    /// <exception cref="AcdException">There is such a file already.</exception>
    public BackupWriter(string path)
    {
        this.path = path;
        if (File.Exists(path)) throw new AcdException($"{path} is there already; name another file.", ExitCodes.Usage);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(Temporary, options);
        zip = new GZipStream(file, CompressionLevel.Optimal);
        output = new BufferedStream(zip, BufferBytes);
    }

    public BackupCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    private string Temporary => path + ".part";

    /// <summary>Writes an entry that has nothing behind it.</summary>
    public ValueTask WriteAsync(BackupEntry entry, CancellationToken cancellationToken) => WriteAsync(entry, [], cancellationToken);

    /// <summary>Writes an entry and what belongs behind it.</summary>
    public async ValueTask WriteAsync(BackupEntry entry, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken cancellationToken)
    {
        var bytes = parts.Sum(part => part.Length);
        Counts = Count(entry);
        await PutAsync(BackupJson.Write(entry with { Bytes = bytes }), cancellationToken);
        await PutAsync(LineFeed, cancellationToken);
        if (parts.Count == 0) return;
        foreach (var part in parts) await PutAsync(part, cancellationToken);
        await PutAsync(LineFeed, cancellationToken);
    }

    /// <summary>Ends the file and gives it its name, durable.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var sum = Convert.ToHexStringLower(hash.GetCurrentHash());
        await WriteAsync(new BackupEnd(Counts, sum), cancellationToken);
        await output.FlushAsync(cancellationToken);
        await zip.DisposeAsync();
        using (var written = new FileStream(Temporary, FileMode.Open, FileAccess.Write)) written.Flush(flushToDisk: true);
        File.Move(Temporary, path);
        completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        if (completed) return;
        await file.DisposeAsync();
        File.Delete(Temporary);
    }

    private async ValueTask PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        hash.AppendData(bytes.Span);
        await output.WriteAsync(bytes, cancellationToken);
    }

    private BackupCounts Count(BackupEntry entry) => entry switch
    {
        BackupSite => Counts with { Sites = Counts.Sites + 1 },
        BackupPartition => Counts with { Partitions = Counts.Partitions + 1 },
        BackupRecords records => Counts with { Records = Counts.Records + records.Lengths.Count },
        BackupHistory => Counts with { History = Counts.History + 1 },
        BackupKey => Counts with { Keys = Counts.Keys + 1 },
        _ => Counts,
    };
}
