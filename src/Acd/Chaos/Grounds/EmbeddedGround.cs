using System.Collections.Concurrent;
using AcdRouter.Journals;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>The whole program as one process on its files.</summary>
internal sealed class EmbeddedGround : IChaosGround
{
    private const int Agents = 8;
    private const int Queues = 4;
    private readonly ConcurrentDictionary<(string Site, string Person), string> tokens = [];
    private readonly ProgramUnderLoad program;
    private readonly DataFolder data;

    private EmbeddedGround(string folder, IReadOnlyList<string> command, IReadOnlyList<string> scenarios)
    {
        Folder = folder;
        data = new DataFolder(Path.Combine(folder, "data"));
        var settings = scenarios.SelectMany(scenario => (string[])["--settings", Path.Combine(folder, $"{SiteOf(scenario).Id}.yaml")]).ToList();
        program = new ProgramUnderLoad("acd", command, address => ["run", "--data", data.Path, "--urls", address.OriginalString, .. settings], folder);
    }

    public string Folder { get; }

    public IReadOnlyList<Uri> Addresses => [program.Address];

    public IReadOnlyList<TearDownSeen> TearDowns => [];

    public ProgramUnderLoad Program => program;

    public static async Task<EmbeddedGround> StartAsync(
        string folder, IReadOnlyList<string> command, IReadOnlyList<string> scenarios, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var ground = new EmbeddedGround(folder, command, scenarios);
        foreach (var site in scenarios.Select(ground.SiteOf)) await File.WriteAllTextAsync(Path.Combine(folder, $"{site.Id}.yaml"), site.ToYaml(), cancellationToken);
        await ground.program.StartAsync(cancellationToken);
        return ground;
    }

    public string TokenOf(string site, string person) => tokens.GetOrAdd((site, person), static (who, path) => TokenCommand.Issue(path, who.Site, who.Person).Token, data.Path);

    public LoadSite SiteOf(string scenario) => new(scenario, Agents, Queues);

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        if (!program.IsRunning) await program.StartAsync(cancellationToken);
    }

    /// <summary>Stops the program: the folder is its alone.</summary>
    public async Task<IReadOnlyList<JournalCopy>> ReadJournalsAsync(LoadFindings findings, CancellationToken cancellationToken)
    {
        var code = await program.StopAsync(TimeSpan.FromSeconds(20), cancellationToken);
        if (code != ExitCodes.Done) findings.Surprising($"the program ended with {code}; see {program.Log}");
        var copy = new JournalCopy(0);
        await using (var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = data.Journal }, cancellationToken))
        {
            await copy.CompareAsync(journal, findings, cancellationToken);
        }
        await program.StartAsync(cancellationToken);
        return [copy];
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
