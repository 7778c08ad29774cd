using AcdRouter.Journals;
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
            await using var journal = await FileJournal.OpenAsync(
                new FileJournalOptions { Folder = settings.Data.Journal, OnFinding = finding => Console.Error.WriteLine(finding) }, CancellationToken.None);
            await using var history = await FileHistoryStore.OpenAsync(
                new FileHistoryStoreOptions
                {
                    Folder = settings.Data.History,
                    Redact = CustomerRemoval.Apply,
                    OnFinding = finding => Console.Error.WriteLine(finding),
                },
                CancellationToken.None);
            return await RunAsync(settings, journal, history);
        }
        catch (Exception failed) when (Startup.Explain(failed, settings) is { } explained)
        {
            throw explained;
        }
    }

    private static async Task<int> RunAsync(RunSettings settings, IJournal journal, FileHistoryStore history)
    {
        await using var app = AcdHost.Build(settings, journal, history);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings.Urls;
        Announcement.Write(settings, address, app.Services.GetRequiredService<Web.TokenIssuer>());
        await app.WaitForShutdownAsync();
        if (app.Services.GetRequiredService<PartitionService>().Failure is not { } failure) return ExitCodes.Done;
        throw new AcdException($"The engine has stopped by itself: {failure.Message}", ExitCodes.EngineStopped);
    }
}
