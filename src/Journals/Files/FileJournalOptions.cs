namespace AcdRouter.Journals;

/// <summary>How a <see cref="FileJournal"/> keeps its files.</summary>
public sealed class FileJournalOptions
{
    /// <summary>Smallest segment, in bytes: smaller ones would be mostly folder entries.</summary>
    public const long MinSegmentBytes = 4 * 1024;

    /// <summary>Largest segment, in bytes: opening reads whole segments, and trimming keeps up to one more than needed.</summary>
    public const long MaxSegmentBytes = 1024L * 1024 * 1024;

    /// <summary>Least retention, in days: a segment spans up to one day, so less would delete what has just been archived.</summary>
    public const int MinRetentionDays = 2;

    /// <summary>Most retention, in days: journals forget people's data within 30 days (S14).</summary>
    public const int MaxRetentionDays = 30;

    /// <summary>The data folder, on a local disk; created where it is missing. Required.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes after which a new segment is begun. 4 KiB to 1 GiB, default 64 MiB. A larger batch makes a larger segment.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>What becomes of trimmed segments. Default: archived.</summary>
    public TrimmedSegments Trimmed { get; init; } = TrimmedSegments.Archive;

    /// <summary>
    /// Days after which a record in the archive is deleted. 2 to 30, default 30. A segment is deleted when its oldest record comes
    /// within a day of this age, because the journal looks only when it is opened, trimmed or begins a segment.
    /// </summary>
    public int ArchiveRetentionDays { get; init; } = MaxRetentionDays;

    /// <summary>Tells when segments are begun and how old they are. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Told, in one English sentence with file and offset, of what was mended or worked around: a torn tail cut, a damaged snapshot
    /// passed over. Default: nobody is told.
    /// </summary>
    public Action<string>? OnFinding { get; init; }

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Folder)) errors.Add("Folder is required.");
        if (SegmentBytes is < MinSegmentBytes or > MaxSegmentBytes)
        {
            errors.Add($"SegmentBytes is {SegmentBytes}; it must be {MinSegmentBytes} to {MaxSegmentBytes}.");
        }
        if (!Enum.IsDefined(Trimmed)) errors.Add("Trimmed must be Archive or Delete.");
        if (ArchiveRetentionDays is < MinRetentionDays or > MaxRetentionDays)
        {
            errors.Add($"ArchiveRetentionDays is {ArchiveRetentionDays}; it must be {MinRetentionDays} to {MaxRetentionDays}.");
        }
        return errors;
    }
}
