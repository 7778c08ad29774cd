namespace AcdRouter.Acd;

/// <summary>What <c>acd chaos</c> was asked for.</summary>
internal sealed class ChaosOptions
{
    /// <summary>What is played; in this order.</summary>
    public required IReadOnlyList<IChaosScenario> Scenarios { get; init; }

    /// <summary>How often each fault strikes; 1 to 10,000.</summary>
    public required int Times { get; init; }

    /// <summary>What is drawn is drawn from it; what processes do with it is not ours to repeat.</summary>
    public required int Seed { get; init; }

    /// <summary>Everything is made below it.</summary>
    public required string Folder { get; init; }

    /// <summary>A freeze lasts a minute, not some seconds.</summary>
    public required bool Long { get; init; }

    /// <summary>How this program is started once more.</summary>
    public required IReadOnlyList<string> Command { get; init; }
}
