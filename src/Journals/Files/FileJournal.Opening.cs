using AcdRouter.Processes;

namespace AcdRouter.Journals;

public sealed partial class FileJournal
{
    /// <summary>Opens a data folder, making an empty journal of an empty one. Reads and checks every segment; cuts a torn tail.</summary>
    /// <exception cref="ArgumentException">The options are not valid; names everything that is wrong.</exception>
    /// <exception cref="FolderInUseException">Another process has the folder open; names it.</exception>
    /// <exception cref="JournalDamagedException">Acknowledged records are damaged or missing; names file and offset.</exception>
    public static Task<FileJournal> OpenAsync(FileJournalOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, DiskStorage.Instance, cancellationToken);

    internal static async Task<FileJournal> OpenAsync(FileJournalOptions options, IStorage storage, CancellationToken cancellationToken)
    {
        var errors = options.Validate();
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors), nameof(options));
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var folderLock = FolderLock.Take(storage, options.Folder);
        try
        {
            WholeFile.RemoveLeftovers(storage, options.Folder);
            var found = JournalFolder.Scan(options.Folder, null, cancellationToken);
            foreach (var scan in found.Segments)
            {
                if (scan.State == SegmentState.Damaged) throw Damaged($"{scan.Segment.Path} at {scan.GoodLength}: {scan.Problem}");
            }
            if (found.Problem is { } problem) throw Damaged(problem);
            var journal = new FileJournal(options, storage, folderLock, found);
            journal.archive.Forget();
            return journal;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    private static JournalDamagedException Damaged(string what) => new($"The journal is damaged and is not started. {what}.");

    private void CutTail(SegmentScan torn)
    {
        active.Cut();
        options.OnFinding?.Invoke($"{torn.Segment.Path} was cut at {torn.GoodLength}: {torn.Problem}, never acknowledged.");
    }
}
