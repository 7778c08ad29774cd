namespace AcdRouter.Journals;

/// <summary>The store is not one to run on: empty, of another installation, or kept in a way that loses what is answered.</summary>
public sealed class StoreRefusedException : Exception
{
    /// <summary>Why, in sentences for whoever started the program.</summary>
    public StoreRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Without details.</summary>
    public StoreRefusedException()
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public StoreRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
