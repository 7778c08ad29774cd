using AcdRouter.Journals;
using AcdRouter.Processes;
using Microsoft.AspNetCore.Connections;

namespace AcdRouter.Acd;

/// <summary>Turns what may go wrong at a start into one sentence and an exit code.</summary>
internal static class Startup
{
    /// <summary>The sentence and code, or null for what is a defect.</summary>
    public static AcdException? Explain(Exception exception, RunSettings settings) => exception switch
    {
        AcdException known => known,
        JournalTakenException taken => new AcdException($"The engine cannot start: {taken.Message}", ExitCodes.EngineStopped),
        FolderInUseException used => new AcdException(used.Message, ExitCodes.FolderInUse),
        JournalDamagedException damaged => new AcdException(
            $"{damaged.Message} Look at it with: acd journal verify --data {settings.Data.Path}", ExitCodes.JournalDamaged),
        HistoryDamagedException damaged => new AcdException(damaged.Message, ExitCodes.JournalDamaged),
        StoreRefusedException refused => new AcdException(Mistakes.Sentence(refused.Message), ExitCodes.Failed),
        IOException { InnerException: AddressInUseException } => new AcdException(
            $"The address {settings.Urls} is in use by another program. Stop that one, or choose another with --urls.", ExitCodes.AddressTaken),
        System.Net.Sockets.SocketException socket => new AcdException($"Cannot listen on {settings.Urls}: {socket.Message}.", ExitCodes.AddressTaken),
        UnauthorizedAccessException denied => new AcdException($"The data folder {settings.Data.Path} cannot be used: {denied.Message}", ExitCodes.Failed),
        IOException io => new AcdException($"Cannot start: {io.Message}", ExitCodes.Failed),
        _ => null,
    };
}
