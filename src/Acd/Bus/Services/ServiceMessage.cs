namespace AcdRouter.Acd;

/// <summary>A message of another service, as the broker delivers it.</summary>
/// <param name="Site">The routing key: by it the broker knows whether the sender may address the site.</param>
/// <param name="Body">What was sent.</param>
internal sealed record ServiceMessage(string Site, ReadOnlyMemory<byte> Body)
{
    /// <summary>The property content_type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The property type: the entity's name.</summary>
    public string? Type { get; init; }

    /// <summary>The property message_id.</summary>
    public string? MessageId { get; init; }

    /// <summary>The property correlation_id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The property reply_to.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The property user_id, which the broker lets nobody but that user set.</summary>
    public string? UserId { get; init; }

    /// <summary>The property timestamp, in seconds since 1970; null when not set.</summary>
    public long? Timestamp { get; init; }

    /// <summary>How often it was delivered, from 1.</summary>
    public int Delivery { get; init; } = 1;
}
