namespace AcdRouter.Journals;

/// <summary>What becomes of segments whose records nobody needs any more.</summary>
public enum TrimmedSegments
{
    /// <summary>Moved to the folder <c>archive</c> and deleted after <see cref="FileJournalOptions.ArchiveRetentionDays"/>.</summary>
    Archive = 1,

    /// <summary>Deleted at once.</summary>
    Delete = 2,
}
