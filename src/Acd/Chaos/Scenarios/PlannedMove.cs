namespace AcdRouter.Acd;

/// <summary>The owner is asked to stop, as in an update: it hands its partitions over and no answer is late by more than half a second.</summary>
internal sealed class PlannedMove : IChaosScenario
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    public string Name => "planned-move";

    public string What => "SIGTERM of the owner: its partition moves, and no answer is later than 500 ms beyond the slowest before";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var owner = await stage.OwnerAsync(cancellationToken);
        var usual = stage.Slowest(stage.Now.AddSeconds(-10), stage.Now);
        var struck = stage.Now;
        var code = await owner.Program.StopAsync(StopsWithin, cancellationToken);
        if (code != ExitCodes.Done) stage.Findings.Surprising($"{owner.Program.Name} ended with {code}; see {owner.Program.Log}");
        await stage.HandOversAsync(10, "after the move", cancellationToken);
        var slowest = stage.Slowest(struck, stage.Now);
        if (slowest > usual + Allowed)
        {
            stage.Findings.Surprising($"an answer took {slowest.TotalMilliseconds:F0} ms during a planned move, {usual.TotalMilliseconds:F0} ms before it");
        }
        return struck;
    }
}
