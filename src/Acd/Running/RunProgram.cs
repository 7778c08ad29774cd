using AcdRouter.Processes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AcdRouter.Acd;

/// <summary>Runs the program from its start to its end.</summary>
internal static class RunProgram
{
    public static async Task<int> RunAsync(RunSettings settings)
    {
        try
        {
            return await (settings.Servers is null ? EmbeddedProgram.RunAsync(settings) : ServersProgram.RunAsync(settings, settings.Servers));
        }
        catch (Exception failed) when (Startup.Explain(failed, settings) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Starts a program that is built, waits for its end and says how it ended.</summary>
    internal static async Task<int> RunAsync(WebApplication app, RunSettings settings)
    {
        await StartAsync(app);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        var inForce = app.Services.GetRequiredService<SettingsAtStart>().InForce;
        Announcement.Write(settings, addresses?.FirstOrDefault() ?? settings.Urls, inForce, app.Services.GetRequiredService<Web.TokenIssuer>());
        var partition = app.Services.GetRequiredService<PartitionService>();
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (partition.CutShort is not null)
        {
            // Whatever was to be stopped after the partition had no time left either.
        }
        if (partition.Failure is { } failure)
        {
            throw new AcdException($"The engine has stopped by itself: {failure.Message}", ExitCodes.EngineStopped);
        }
        if (partition.CutShort is not { } reason) return ExitCodes.Done;
        throw new AcdException($"{reason} Nothing that was answered is lost; the next start goes on from there.", ExitCodes.CutShort);
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var problem = app.Services.GetRequiredService<IPartition>().Status.Problem;
            var reason = problem is null ? "." : $", while the journal was away: {Mistakes.Sentence(problem)}";
            throw new AcdException($"Stopped before the start was finished{reason} Nothing that was answered is lost.", ExitCodes.CutShort);
        }
    }
}
