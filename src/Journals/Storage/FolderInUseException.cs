namespace AcdRouter.Journals;

/// <summary>Another process, or another instance in this one, has the data folder open. Two writers would ruin it.</summary>
public sealed class FolderInUseException : IOException
{
    /// <summary>Names the folder and its holder.</summary>
    public FolderInUseException(string folder, int? holderProcessId, Exception innerException)
        : base(Describe(folder, holderProcessId), innerException)
    {
        Folder = folder;
        HolderProcessId = holderProcessId;
    }

    /// <summary>Without details.</summary>
    public FolderInUseException()
    {
    }

    /// <summary>Why.</summary>
    public FolderInUseException(string message)
        : base(message)
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public FolderInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The folder.</summary>
    public string Folder { get; } = "";

    /// <summary>The process that has it open; null when it has not said so yet.</summary>
    public int? HolderProcessId { get; }

    private static string Describe(string folder, int? holder) => holder is { } id
        ? $"The data folder {folder} is in use by process {id}. Stop that process, or use another folder."
        : $"The data folder {folder} is in use by another process. Stop that process, or use another folder.";
}
