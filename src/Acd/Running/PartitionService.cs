using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>
/// Starts the partition after the bus and before the web, puts the files' settings in force, and stops it after the web and before the
/// bus: what was accepted is finished and told.
/// </summary>
internal sealed class PartitionService(PartitionHost partition, RunSettings settings, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>How long settings may take to be put in force at start.</summary>
    private static readonly TimeSpan ConfigureWithin = TimeSpan.FromSeconds(30);

    /// <summary>Why the engine has stopped by itself; null when it was asked to, or runs.</summary>
    public Exception? Failure { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await partition.StartAsync(cancellationToken);
        _ = WatchAsync();
        foreach (var file in settings.Sites) await ConfigureAsync(file, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => partition.StopAsync().WaitAsync(cancellationToken);

    private async Task ConfigureAsync(SettingsFile file, CancellationToken cancellationToken)
    {
        var command = ConfigureCommands.Of(file);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(ConfigureWithin);
        var answer = await partition.SubmitAsync(new CommandEnvelope(command) { Fingerprint = Fingerprint.Of(command) }, within.Token);
        if (answer is not CommandRefused { Refusal: var refusal }) return;
        // The same file again after its answer has been forgotten: the settings are in force.
        if (await partition.AskAsync(new ShowSettings(file.Site), within.Token) is SettingsView view && view.Settings == file.Settings) return;
        var message = refusal.Reason == RefusalReason.SettingsConflict
            ? $"Site {file.Site}: version {file.Settings.Version} is in force with other contents. Raise the version in the file."
            : $"Site {file.Site}: the settings were refused. {refusal.Message}";
        throw new AcdException(string.Join(Environment.NewLine + "  ", [message, .. refusal.Names]), ExitCodes.Usage);
    }

    private async Task WatchAsync()
    {
        Failure = await partition.Ended;
        if (Failure is not null) lifetime.StopApplication();
    }
}
