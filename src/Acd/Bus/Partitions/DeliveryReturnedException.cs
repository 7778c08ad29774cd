namespace AcdRouter.Acd;

/// <summary>A message in hand is not answered here: it goes back to its queue, for whoever owns the partition next.</summary>
public sealed class DeliveryReturnedException : Exception
{
    public DeliveryReturnedException(string message)
        : base(message)
    {
    }

    public DeliveryReturnedException()
    {
    }

    public DeliveryReturnedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
