using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace AcdRouter.Journals;

/// <summary>
/// Holds a data folder for one process. The operating system drops the lock when the process dies, however it dies; a left-over file
/// locks nothing. On Unix the lock is <c>flock</c>, which network file systems may not honour: a data folder belongs on a local disk.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The locked file. Its content cannot be read while it is locked, so the holder's id stands in another.</summary>
    public const string LockName = "lock";

    public const string HolderName = "lock.holder";

    /// <summary>What the system says of a file that is locked: EWOULDBLOCK on Linux and on macOS, the sharing violation of Windows.</summary>
    private static ReadOnlySpan<int> TakenCodes => [11, 35, 32];

    private readonly SafeFileHandle handle;

    private FolderLock(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Takes the folder, creating it, durable on return, where it is missing.</summary>
    /// <exception cref="FolderInUseException">Somebody else has it.</exception>
    public static FolderLock Take(IStorage storage, string folder)
    {
        DurableFolder.Create(storage, folder);
        var taken = new FolderLock(Open(folder));
        try
        {
            File.WriteAllText(Path.Combine(folder, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose() => handle.Dispose();

    private static SafeFileHandle Open(string folder)
    {
        try
        {
            return File.OpenHandle(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (TakenCodes.Contains(cause.HResult & 0xFFFF))
        {
            throw new FolderInUseException(folder, Holder(folder), cause);
        }
    }

    private static int? Holder(string folder)
    {
        var path = Path.Combine(folder, HolderName);
        if (!File.Exists(path)) return null;
        return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
