namespace AcdRouter.Acd;

/// <summary>Hand-overs that can be measured: the product's, or what they are compared with.</summary>
internal interface IHandOverLoad
{
    /// <summary>Makes so many sessions.</summary>
    Task PrepareAsync(int count, CancellationToken cancellationToken);

    /// <summary>Hands one of them over, from 0; ends when everybody has been told. Never twice at once for one.</summary>
    Task HandOverAsync(int number, CancellationToken cancellationToken);

    /// <summary>What comes between two hand-overs of one place and belongs to neither.</summary>
    Task BetweenAsync(int number, CancellationToken cancellationToken);
}
