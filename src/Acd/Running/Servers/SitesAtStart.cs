using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>
/// Leads every known site's messages to its partition, and puts the settings of files in force: their sites are assigned and bound first.
/// Every core does so at its start; doing it again changes nothing.
/// </summary>
internal sealed partial class SitesAtStart(
    RunSettings settings, ServerParts parts, IEngine engine, TimeProvider time, ILogger<SitesAtStart> logger)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SiteId, int> inForce = [];

    /// <summary>The version in force at each site that a file configures.</summary>
    public IReadOnlyDictionary<SiteId, int> InForce => inForce;

    /// <summary>Declares everything, with the sites known and those of the files.</summary>
    public async Task DeclareAsync(CancellationToken cancellationToken)
    {
        foreach (var file in settings.Sites) await parts.Journals!.AssignSiteAsync(file.Site, cancellationToken);
        var sites = await parts.Journals!.ReadSitesAsync(cancellationToken);
        await TopologyDeclarer.DeclareAsync(parts.Bus, BusTopology.Of(parts.Partitions, sites), cancellationToken);
    }

    /// <summary>Puts the files' settings in force.</summary>
    public async Task PutInForceAsync(CancellationToken cancellationToken)
    {
        foreach (var file in settings.Sites) await PutInForceAsync(file, cancellationToken);
    }

    private async Task PutInForceAsync(SettingsFile file, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ConfigureAsync(file, cancellationToken);
                return;
            }
            catch (EngineUnavailableException away) when (time.GetElapsedTime(started) < SettingsAtStart.Within)
            {
                LogWaits(file.Site.Value, away.Message);
                await Task.Delay(RetryEvery, time, cancellationToken);
            }
            catch (EngineUnavailableException away)
            {
                throw new AcdException(
                    $"Site {file.Site}: the settings could not be put in force. {Mistakes.Sentence(away.Message)} "
                    + "Nothing that was answered is lost; start again when the servers are back.",
                    ExitCodes.CutShort);
            }
        }
    }

    private async Task ConfigureAsync(SettingsFile file, CancellationToken cancellationToken)
    {
        var answer = await engine.SendAsync(ConfigureCommands.Of(file), cancellationToken);
        var current = (await engine.AskAsync<ShowSettings, SettingsView>(new ShowSettings(file.Site), cancellationToken))?.Settings;
        if (current is not null) inForce[file.Site] = current.Version;
        if (SettingsAtStart.Judge(file, current, answer.Refusal) == SettingsAtStart.Passed.Over)
        {
            LogNewerInForce(file.Site.Value, current!.Version, file.Settings.Version);
        }
    }

    [LoggerMessage(4441, LogLevel.Information, "Site {Site}: the settings wait for their partition: {Reason}")]
    private partial void LogWaits(string site, string reason);

    [LoggerMessage(
        4442, LogLevel.Warning,
        "Site {Site}: version {InForce} of the settings is in force; the file has the older version {File} and is passed over.")]
    private partial void LogNewerInForce(string site, int inForce, int file);
}
