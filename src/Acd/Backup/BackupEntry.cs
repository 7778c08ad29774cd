using System.Text.Json.Serialization;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// One line of a backup. A backup is gzip over such lines; one that names <see cref="Bytes"/> is followed by that many bytes and a line
/// feed, so that what was stored comes back byte by byte. The names and members are on disk: they are added to, never changed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(BackupBegin), "begin")]
[JsonDerivedType(typeof(BackupSite), "site")]
[JsonDerivedType(typeof(BackupPartition), "partition")]
[JsonDerivedType(typeof(BackupSnapshot), "snapshot")]
[JsonDerivedType(typeof(BackupRecords), "records")]
[JsonDerivedType(typeof(BackupHistory), "history")]
[JsonDerivedType(typeof(BackupKey), "key")]
[JsonDerivedType(typeof(BackupEnd), "end")]
internal abstract record BackupEntry
{
    /// <summary>Bytes behind this line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Bytes { get; init; }
}

/// <summary>The first line: what was saved, by what.</summary>
/// <param name="Format">The form of the file; see <see cref="CurrentFormat"/>.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Installation">Its id; null for a data folder, which has none.</param>
/// <param name="Partitions">How many it has.</param>
/// <param name="Hash">How sites are spread over them.</param>
/// <param name="Replicas">Replicas that appends wait for.</param>
/// <param name="At">When it was begun.</param>
internal sealed record BackupBegin(
    int Format, string Version, Guid? Installation, int Partitions, string Hash, int Replicas, DateTimeOffset At) : BackupEntry
{
    /// <summary>The form that this build writes and reads.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>A site's place.</summary>
internal sealed record BackupSite(string Site, int Partition) : BackupEntry;

/// <summary>A partition; its snapshot and its records follow.</summary>
/// <param name="Partition">From 0.</param>
/// <param name="Head">Its head.</param>
/// <param name="First">The first record that is there; the one behind the head where none is.</param>
/// <param name="Cursor">Up to where all news is confirmed.</param>
/// <param name="StateHash">The hash of the state at the head.</param>
internal sealed record BackupPartition(int Partition, JournalHead Head, long First, long Cursor, string StateHash) : BackupEntry;

/// <summary>The partition's snapshot, behind the line.</summary>
internal sealed record BackupSnapshot(long Sequence, string Hash) : BackupEntry;

/// <summary>Records of the partition, one behind the other behind the line.</summary>
/// <param name="First">The first one's sequence.</param>
/// <param name="Lengths">The bytes of each.</param>
internal sealed record BackupRecords(long First, IReadOnlyList<int> Lengths) : BackupEntry;

/// <summary>A record of the history, its body behind the line.</summary>
internal sealed record BackupHistory(string Site, HistoryKind Kind, Guid Id, string EventId, long EndedAt, IReadOnlyList<Guid> Customers) : BackupEntry;

/// <summary>A key that seals tokens, behind the line. Secret.</summary>
internal sealed record BackupKey(string Name) : BackupEntry;

/// <summary>The last line.</summary>
/// <param name="Counts">What is in the file.</param>
/// <param name="Sha256">Over every byte before this line, in lower-case hex.</param>
internal sealed record BackupEnd(BackupCounts Counts, string Sha256) : BackupEntry;

/// <summary>How much of what there is.</summary>
internal sealed record BackupCounts(int Sites, int Partitions, long Records, long History, int Keys);
