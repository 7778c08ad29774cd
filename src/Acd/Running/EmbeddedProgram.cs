using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>Everything in one process: journal and history in the data folder, a bus in memory.</summary>
internal static class EmbeddedProgram
{
    public static async Task<int> RunAsync(RunSettings settings)
    {
        await using var journal = await FileJournal.OpenAsync(
            new FileJournalOptions { Folder = settings.Data.Journal, OnFinding = finding => Console.Error.WriteLine(finding) },
            CancellationToken.None);
        await using var history = await FileHistoryStore.OpenAsync(
            new FileHistoryStoreOptions
            {
                Folder = settings.Data.History,
                Redact = CustomerRemoval.Apply,
                OnFinding = finding => Console.Error.WriteLine(finding),
            },
            CancellationToken.None);
        await using var app = AcdHost.Build(settings, journal, history);
        return await RunProgram.RunAsync(app, settings);
    }
}
