using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AcdRouter.Journals;

/// <summary>The file system.</summary>
internal sealed class DiskStorage : IStorage
{
    public static readonly DiskStorage Instance = new();

    public IStorageFile Open(string path, bool create) => new DiskFile(
        path, File.OpenHandle(path, create ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    /// <summary>
    /// The framework cannot flush a folder, so this calls the C library. Windows has no such call and needs none: NTFS journals its
    /// folders.
    /// </summary>
    public void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = LibC.Open(folder, LibC.ReadOnly);
        if (descriptor < 0) throw LastError("open", $"the folder {folder}");
        try
        {
            if (LibC.FSync(descriptor) != 0) throw LastError("fsync", $"the folder {folder}");
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    private static IOException LastError(string call, string what)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{call} of {what} failed: {cause.Message}", cause);
    }

    private sealed class DiskFile(string path, SafeFileHandle handle) : IStorageFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        /// <summary>
        /// The framework's flush takes EROFS, EINVAL and ENOTSUP for success, and a file system that turned read-only after an error
        /// answers with the first. So the C library is called, and whatever it does not call success is none. The framework's is
        /// called where it does more: on Windows, and on macOS, where it also empties the drive's cache.
        /// </summary>
        public void Flush()
        {
            if (!OperatingSystem.IsWindows() && LibC.FSync(handle) != 0) throw LastError("fsync", path);
            if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(handle);
        }

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Dispose() => handle.Dispose();
    }

    private static class LibC
    {
        /// <summary>O_RDONLY, 0 on every Unix.</summary>
        public const int ReadOnly = 0;

        [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FSync(int descriptor);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FSync(SafeFileHandle file);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int descriptor);
    }
}
