using System.Security.Cryptography;
using System.Text.Json;
using AcdRouter.Journals;
using AcdRouter.Processes;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Acd;

/// <summary>Turns what ordinarily goes wrong under any command into a sentence with what to do, and an exit code.</summary>
internal static class Mistakes
{
    /// <summary>The sentence and code, or null for what is a defect.</summary>
    public static AcdException? Explain(Exception exception) => exception switch
    {
        AcdException known => known,
        FolderInUseException used => new AcdException(Sentence(used.Message), ExitCodes.FolderInUse),
        StoreRefusedException refused => new AcdException(Sentence(refused.Message), ExitCodes.Failed),
        JournalUnavailableException or HistoryUnavailableException or BrokerRefusedException => Of(exception, "Check the address and that the server runs."),
        JournalDamagedException damaged => Of(damaged, "Look at it with: acd journal verify", ExitCodes.JournalDamaged),
        OperationInterruptedException broker => Of(broker, "Look at the broker with: acd bus topology"),
        CryptographicException keys => Of(
            keys, "The keys of the data folder cannot be used: run as the user that acd run runs as, or name another folder with --data."),
        UnauthorizedAccessException denied => Of(denied, "Run as the user that owns it, or name another path."),
        HttpRequestException away => Of(away, "Name the running program with --url."),
        IOException io => Of(io, "Check the path, the disk and the permissions."),
        InvalidDataException or JsonException => Of(exception, "What was read is not what this command reads."),
        OperationCanceledException => new AcdException("Stopped before it was finished.", ExitCodes.Failed),
        _ => null,
    };

    /// <summary>A message as a sentence: with one full stop.</summary>
    public static string Sentence(string message) => $"{message.Trim().TrimEnd('.')}.";

    private static AcdException Of(Exception exception, string advice, int code = ExitCodes.Failed) =>
        new($"{Sentence(exception.Message)} {advice}", code);
}
