namespace AcdRouter.Acd;

/// <summary>kill -9 of the whole embedded program, which starts again on its files.</summary>
internal sealed class KillProgram : IChaosScenario
{
    public string Name => "kill-program";

    public string What => "kill -9 of the embedded program; it starts again on its files";

    public GroundKind Kind => GroundKind.Embedded;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        var program = ((EmbeddedGround)stage.Ground).Program;
        await stage.PauseAsync(0, 500, cancellationToken);
        program.Kill();
        var struck = stage.Now;
        await program.StartAsync(cancellationToken);
        return struck;
    }
}
