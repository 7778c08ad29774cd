using System.Diagnostics;
using System.Globalization;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>Plays scenarios: a ground for those that share one, a load and a verdict for each.</summary>
internal sealed class ChaosRun(ChaosOptions options, IProgress<ChaosProgress> progress)
{
    private const int HandOversBefore = 20;
    private const int HandOversAfter = 10;
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(60);

    private int done;

    public async Task<IReadOnlyList<ChaosResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<ChaosResult>();
        foreach (var kind in options.Scenarios.GroupBy(each => each.Kind))
        {
            Tell($"starting {kind.Key} …");
            var folder = Path.Combine(options.Folder, kind.Key.ToString().ToLowerInvariant());
            await using var ground = await ChaosGrounds.StartAsync(kind.Key, folder, options.Command, [.. kind.Select(each => each.Name)], cancellationToken);
            foreach (var scenario in kind) results.Add(await PlayAsync(scenario, ground, cancellationToken));
        }
        return results;
    }

    private async Task<ChaosResult> PlayAsync(IChaosScenario scenario, IChaosGround ground, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var findings = new LoadFindings();
        LoadVerdict? verdict = null;
        try
        {
            verdict = await PlayAsync(scenario, ground, findings, cancellationToken);
        }
        catch (Exception broken) when (broken is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            findings.Surprising(broken.ToString());
        }
        return new ChaosResult(scenario.Name, findings.IsClean, Math.Round(watch.Elapsed.TotalSeconds, 1), verdict, findings.Sentences, ground.Folder);
    }

    private async Task<LoadVerdict> PlayAsync(IChaosScenario scenario, IChaosGround ground, LoadFindings findings, CancellationToken cancellationToken)
    {
        var site = ground.SiteOf(scenario.Name);
        var faults = new List<DateTimeOffset>();
        var driver = new LoadDriver(new LoadOptions
        {
            Addresses = ground.Addresses,
            TokenOf = person => ground.TokenOf(site.Id, person),
            Site = site,
            Seed = options.Seed,
        });
        await using var load = driver;
        var measured = new List<TimeSpan>();
        if (scenario.IsUnderLoad) driver.Start();
        var chance = new Random(options.Seed);
        for (var round = 0; round < options.Times; round++)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name} {round + 1} of {options.Times}, {driver.Recorder.HandOvers} hand-overs"));
            var stage = new ChaosStage(ground, site, driver, findings, chance, options.Long, round, measured);
            var name = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name} {round + 1}");
            if (scenario.IsUnderLoad && !await stage.HandOversAsync(HandOversBefore, $"before {name}", cancellationToken)) break;
            faults.Add(await scenario.StrikeAsync(stage, cancellationToken));
            if (scenario.IsUnderLoad && !await stage.HandOversAsync(HandOversAfter, $"after {name}", cancellationToken)) break;
            await ground.HealAsync(cancellationToken);
            done++;
        }
        // Also after a round that was given up: what is promised must be there once everything is back.
        await ground.HealAsync(cancellationToken);
        if (!await driver.SettleAsync(SettlesWithin)) findings.Lost($"{driver.Recorder.Open} commands were not answered within {SettlesWithin.TotalSeconds} s after the last fault");
        var tearDowns = ground.TearDowns;
        var journals = await ground.ReadJournalsAsync(findings, cancellationToken);
        var verdict = LoadChecker.Check(site.Id, journals, driver.Recorder, faults, tearDowns, findings);
        return scenario.IsUnderLoad ? verdict : verdict with { FirstOffer = Spread.Of(measured) };
    }

    private void Tell(string text) => progress.Report(new ChaosProgress((double)done / (options.Scenarios.Count * options.Times), text));
}
