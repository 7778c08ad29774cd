using System.Globalization;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// Where a partition's records go before Redis forgets them: segments in the file journal's format, so that <c>acd journal verify</c>
/// and <c>export</c> read them. Another machine may own the partition for a while and archive into its own folder; so that each folder
/// is without gaps, what does not follow the last archived record begins another one: <c>partition-3/from-0000000000000000001</c>.
/// </summary>
internal sealed class RecordArchive(IStorage storage, string root, int retentionDays, TimeProvider time, int partition)
{
    /// <summary>Bytes after which a segment is full.</summary>
    private const int SegmentBytes = 16 * 1024 * 1024;

    private const string RunPrefix = "from-";

    private readonly string folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"partition-{partition}"));
    private readonly List<ReadOnlyMemory<byte>> frames = [];
    private readonly BatchEncoder encoder = new();
    private FolderLock? held;
    private string run = "";
    private JournalHead head;
    private JournalHead segmentBase;
    private long bytes;

    /// <summary>
    /// Opens the folder for this writer alone, and deletes what is older than the retention. Returns the first record to archive: the
    /// one asked for, or a later one when a crash came between archiving and trimming.
    /// </summary>
    /// <exception cref="FolderInUseException">Another process archives the same partition just now.</exception>
    /// <exception cref="JournalDamagedException">The last archived segment is damaged.</exception>
    public long Open(long first, long through)
    {
        held = FolderLock.Take(storage, folder);
        var forget = time.GetUtcNow().AddDays(1 - retentionDays).ToUnixTimeMilliseconds();
        foreach (var each in Runs()) SegmentArchive.Forget(storage, each, forget);
        var last = Runs().Select(LastHead).LastOrDefault(end => end.Run.Length > 0);
        // Beyond what is asked for lie only records of a history that was lost since: what replaced it is kept apart from it.
        var follows = last.Run is { Length: > 0 } && last.Head.Sequence + 1 >= first && last.Head.Sequence <= through;
        (run, head) = follows ? last : (NewRun(first), JournalHead.Empty with { Sequence = first - 1 });
        segmentBase = head;
        return head.Sequence + 1;
    }

    /// <summary>Takes one whole batch that follows the last one.</summary>
    public void Add(JournalBatch batch)
    {
        ReadOnlyMemory<byte> frame = encoder.Encode(batch, Now()).ToArray();
        frames.Add(frame);
        bytes += frame.Length;
        head = batch.Head;
        if (bytes >= SegmentBytes) Write();
    }

    /// <summary>Makes everything taken durable.</summary>
    public void Write()
    {
        if (frames.Count == 0) return;
        var opening = FrameFormat.Encode(FrameKind.SegmentBase, segmentBase, Now());
        var content = new byte[opening.Length + bytes];
        opening.CopyTo(content, 0);
        var at = opening.Length;
        foreach (var frame in frames)
        {
            frame.CopyTo(content.AsMemory(at));
            at += frame.Length;
        }
        DurableFolder.Create(storage, run);
        WholeFile.Replace(storage, SegmentName.Of(run, segmentBase.Sequence + 1), content);
        segmentBase = head;
        frames.Clear();
        bytes = 0;
    }

    /// <summary>Lets go of the folder; what was not written is still in Redis.</summary>
    public void Close()
    {
        frames.Clear();
        bytes = 0;
        held?.Dispose();
        held = null;
    }

    /// <summary>The folders that are each without gaps, in order.</summary>
    private IEnumerable<string> Runs() => Directory.GetDirectories(folder, RunPrefix + "*").Order(StringComparer.Ordinal);

    private string NewRun(long first)
    {
        var name = Path.Combine(folder, RunPrefix + first.ToString("D19", CultureInfo.InvariantCulture));
        while (SegmentName.List(name).Count > 0) name += "-again";
        return name;
    }

    private static (string Run, JournalHead Head) LastHead(string run)
    {
        if (SegmentName.List(run) is not [.., var last]) return ("", JournalHead.Empty);
        var scan = SegmentScan.Run(last, null, last: false, null, CancellationToken.None);
        return scan.State == SegmentState.Ok
            ? (run, scan.Head)
            : throw new JournalDamagedException($"The archive is damaged: {last.Path} at {scan.GoodLength}: {scan.Problem}.");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
