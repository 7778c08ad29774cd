namespace AcdRouter.Journals;

/// <summary>A history file is damaged in a place where cutting would lose written records. The store is not opened on it.</summary>
public sealed class HistoryDamagedException : IOException
{
    /// <summary>Names file and offset.</summary>
    public HistoryDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public HistoryDamagedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public HistoryDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
