using AcdRouter.Contracts;
using AcdRouter.Simulation.Demo;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Acd;

/// <summary>Plays recorded calls beside whatever people do.</summary>
internal sealed partial class DemoService(DemoBus bus, RunSettings settings, ILogger<DemoService> logger) : BackgroundService
{
    /// <summary>The queue of the bus that the demonstration listens on.</summary>
    public const string Queue = "acd-demo";

    /// <summary>What the demonstration listens to.</summary>
    public static IEnumerable<Type> Consumers =>
        BusContracts.News.Append(typeof(OpenVoiceCall)).Append(typeof(EndVoiceCall)).Select(type => typeof(DemoConsumer<>).MakeGenericType(type));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start must not wait for half a second of reading.
        await Task.Yield();
        try
        {
            var month = RecordedMonth.Read(RecordedMonth.SamplePath);
            var options = new DemoOptions { Site = settings.Sites[0].Site, Say = Say, Speed = settings.DemoSpeed!.Value };
            await DemoTraffic.RunAsync(bus, month, options, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception failed)
        {
            // The demonstration is an ornament: people who are signed in go on without it.
            LogEnded(failed);
        }
    }

    private void Say(string line)
    {
        if (settings.Json) CommonOptions.WriteJson(new { demo = line });
        else Console.WriteLine(line);
    }

    [LoggerMessage(4201, LogLevel.Error, "The recorded traffic has ended.")]
    private partial void LogEnded(Exception exception);
}
