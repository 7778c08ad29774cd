namespace AcdRouter.Journals.Tests;

/// <summary>A folder of its own for one test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("acd-journals-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A copy as a crash would find it: what the file system holds at this moment, without locks.</summary>
    public TempFolder Copy()
    {
        var copy = new TempFolder();
        foreach (var folder in Directory.GetDirectories(Path, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(folder.Replace(Path, copy.Path, StringComparison.Ordinal));
        }
        foreach (var file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
        {
            if (System.IO.Path.GetFileName(file) == FolderLock.LockName) continue;
            File.Copy(file, file.Replace(Path, copy.Path, StringComparison.Ordinal));
        }
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
