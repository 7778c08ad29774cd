namespace AcdRouter.Acd;

/// <summary>The owner stands still with its connections open, another takes over, and then the first goes on in the belief that it owns.</summary>
internal sealed class FreezeOwner : IChaosScenario
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Longer than the broker needs to give up a silent peer.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(15);

    public string Name => "freeze-owner";

    public string What => "SIGSTOP of the owner for a minute, then SIGCONT: it may neither write nor answer";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var partition = await stage.PartitionAsync(cancellationToken);
        var owner = await stage.OwnerAsync(cancellationToken);
        var before = await stage.Servers.Keeper.ReadEpochAsync(partition, cancellationToken);
        await stage.PauseAsync(0, 500, cancellationToken);
        owner.Program.Freeze();
        var struck = stage.Now;
        await Task.Delay(stage.Long ? Minute : Brief, cancellationToken);
        await stage.HandOversAsync(1, "while the owner is frozen", cancellationToken);
        var during = await stage.Servers.Keeper.ReadEpochAsync(partition, cancellationToken);
        if (during <= before) stage.Findings.Surprising($"the owner was frozen and nobody took over: epoch {during}");
        owner.Program.Thaw();
        return struck;
    }
}
