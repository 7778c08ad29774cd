namespace AcdRouter.Acd;

/// <summary>In turn the owner and the web role are cut off from RabbitMQ: no packet gets through, no connection closes.</summary>
internal sealed class CutRabbit : IChaosScenario
{
    public string Name => "cut-rabbit";

    public string What => "in turn the owner and the web role are cut off from RabbitMQ";

    public GroundKind Kind => GroundKind.Servers;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        if (stage.Round % 2 == 0)
        {
            var owner = await stage.OwnerAsync(cancellationToken);
            await stage.PauseAsync(0, 500, cancellationToken);
            owner.Bus.Cut();
            return stage.Now;
        }
        // There is one web role: without it nobody is served, so the line is mended before anybody looks.
        stage.Servers.Web.Bus.Cut();
        var struck = stage.Now;
        await stage.PauseAsync(1000, 15_000, cancellationToken);
        stage.Servers.Web.Mend();
        return struck;
    }
}
