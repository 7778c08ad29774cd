using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>Puts the settings of files in force at a start. Newer ones, put in force over HTTP since, stay.</summary>
internal sealed partial class SettingsAtStart(IPartition partition, TimeProvider time, ILogger<SettingsAtStart> logger)
{
    /// <summary>How long one site's settings may take.</summary>
    internal static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly Dictionary<SiteId, int> inForce = [];

    /// <summary>The version in force at each site that a file configures.</summary>
    public IReadOnlyDictionary<SiteId, int> InForce => inForce;

    public async Task PutInForceAsync(SettingsFile file, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Within, time);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await ConfigureAsync(file, within.Token);
        }
        catch (PartitionUnavailableException stopped) when (partition.Status.Phase == PartitionPhase.Stopped)
        {
            throw new AcdException($"The engine has stopped by itself: {Mistakes.Sentence(stopped.Message)}", ExitCodes.EngineStopped);
        }
        catch (Exception away) when (away is PartitionUnavailableException
            || (away is OperationCanceledException && patience.IsCancellationRequested))
        {
            throw new AcdException(
                $"Site {file.Site}: the settings could not be put in force, because the journal is away. {Mistakes.Sentence(away.Message)} "
                + "Nothing that was answered is lost; start again when the journal is back.",
                ExitCodes.CutShort);
        }
    }

    private async Task ConfigureAsync(SettingsFile file, CancellationToken cancellationToken)
    {
        var command = ConfigureCommands.Of(file);
        var envelope = new CommandEnvelope(command) { Fingerprint = Fingerprint.Of(command) };
        var answer = await partition.SubmitAsync(envelope, cancellationToken);
        var current = (await partition.AskAsync(new ShowSettings(file.Site), cancellationToken) as SettingsView)?.Settings;
        if (current is not null) inForce[file.Site] = current.Version;
        if (Judge(file, current, (answer as CommandRefused)?.Refusal) == Passed.Over) LogNewerInForce(file.Site.Value, current!.Version, file.Settings.Version);
    }

    /// <summary>What an answer means for the settings of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="current">The settings in force afterwards.</param>
    /// <param name="refusal">The refusal; null for none.</param>
    /// <exception cref="AcdException">They are not in force, and newer ones are not either.</exception>
    internal static Passed Judge(SettingsFile file, SiteSettings? current, Refusal? refusal)
    {
        // Whatever the answer: a repeat is answered as the first time, when the file's settings were still the newest.
        if (current?.Version > file.Settings.Version) return Passed.Over;
        // The same file again after its answer has been forgotten: the settings are in force.
        if (refusal is null || current == file.Settings) return Passed.Into;
        var message = refusal.Reason == RefusalReason.SettingsConflict
            ? $"Site {file.Site}: version {file.Settings.Version} is in force with other contents. Raise the version in the file."
            : $"Site {file.Site}: the settings were refused. {refusal.Message}";
        throw new AcdException(string.Join(Environment.NewLine + "  ", [message, .. refusal.Names]), ExitCodes.Usage);
    }

    /// <summary>What became of a file's settings.</summary>
    internal enum Passed
    {
        /// <summary>Into force.</summary>
        Into = 1,

        /// <summary>Passed over: newer ones are in force.</summary>
        Over = 2,
    }

    [LoggerMessage(
        4202, LogLevel.Warning,
        "Site {Site}: version {InForce} of the settings is in force; the file has the older version {File} and is passed over.")]
    private partial void LogNewerInForce(string site, int inForce, int file);
}
