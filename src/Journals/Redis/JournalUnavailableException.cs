namespace AcdRouter.Journals;

/// <summary>
/// The journal's server is away or refuses for now. Whether the call was carried out is not known: the writer repeats the same batch.
/// </summary>
public sealed class JournalUnavailableException : IOException
{
    /// <summary>Names the trouble.</summary>
    public JournalUnavailableException(JournalTrouble trouble, string message, Exception? innerException = null)
        : base(message, innerException) => Trouble = trouble;

    /// <summary>Without details.</summary>
    public JournalUnavailableException()
    {
    }

    /// <summary>Why.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public JournalUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What is the matter.</summary>
    public JournalTrouble Trouble { get; } = JournalTrouble.Other;
}
