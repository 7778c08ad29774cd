using System.Globalization;
using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>
/// Who wrote a batch, kept with its last record: <c>EPOCH BATCH OWNER</c>. The head knows this only of the last batch; an archive
/// wants it of every one.
/// </summary>
internal static class BatchMark
{
    public static string Of(JournalHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Epoch} {head.Batch:N} {head.Owner}");

    /// <summary>The head after the batch.</summary>
    /// <exception cref="JournalDamagedException">The mark is none.</exception>
    public static JournalHead Read(string mark, long sequence) =>
        mark.Split(' ', 3) is [var epoch, var batch, var owner]
        && long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Guid.TryParseExact(batch, "N", out var id)
            ? new JournalHead(number, owner, sequence, id)
            : throw new JournalDamagedException($"Record {sequence} ends a batch whose mark cannot be read: {mark}.");
}
