namespace AcdRouter.Acd;

/// <summary>
/// In turn the owner and the web role are cut off from PostgreSQL: no packet gets through, no connection closes. Nobody who hands over may
/// notice; what has ended is written to the history later.
/// </summary>
internal sealed class CutPostgres : IChaosScenario
{
    private const int HandOvers = 20;

    public string Name => "cut-postgres";

    public string What => "in turn the owner and the web role are cut off from PostgreSQL; hand-overs go on meanwhile";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var cut = stage.Round % 2 == 0 ? await stage.OwnerAsync(cancellationToken) : stage.Servers.Web;
        await stage.PauseAsync(0, 500, cancellationToken);
        cut.History!.Cut();
        var struck = stage.Now;
        await stage.HandOversAsync(HandOvers, "cut off from PostgreSQL", cancellationToken);
        return struck;
    }
}
