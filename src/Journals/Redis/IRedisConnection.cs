namespace AcdRouter.Journals;

/// <summary>A connection that is made once and thrown away when anything about it fails.</summary>
internal interface IRedisConnection : IDisposable
{
    /// <summary>True once it is known to be of no more use.</summary>
    bool IsBroken { get; }
}
