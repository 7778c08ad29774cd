namespace AcdRouter.Journals;

/// <summary>How far reading a data folder has come.</summary>
/// <param name="File">The segment that is read.</param>
/// <param name="BytesDone">Bytes read of all segments.</param>
/// <param name="BytesTotal">Bytes of all segments.</param>
public readonly record struct JournalProgress(string File, long BytesDone, long BytesTotal);
