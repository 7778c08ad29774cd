using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>Turns what the client throws into what a writer can act on: away for now, or damaged.</summary>
internal static class RedisErrors
{
    // The first word of an error is part of Redis's protocol; what follows it is for people and differs between versions.
    private static readonly (string Word, JournalTrouble Trouble, string Says)[] Known =
    [
        ("LOADING", JournalTrouble.Loading, "is loading its files"),
        ("READONLY", JournalTrouble.ReadOnly, "is a replica and takes no writes"),
        ("OOM", JournalTrouble.OutOfMemory, "has reached its memory limit"),
        ("NOREPLICAS", JournalTrouble.TooFewReplicas, "has too few replicas to take writes"),
        ("MISCONF", JournalTrouble.DiskFailed, "cannot write its files"),
        ("MASTERDOWN", JournalTrouble.ReadOnly, "is a replica that has lost its primary"),
        ("NOAUTH", JournalTrouble.NotAllowed, "asks for a password"),
        ("WRONGPASS", JournalTrouble.NotAllowed, "refuses the password"),
        ("NOPERM", JournalTrouble.NotAllowed, "forbids a command that is needed"),
    ];

    /// <summary>The exception to throw instead; the same one where it says enough already.</summary>
    public static Exception Translate(Exception cause, RedisAddress address) => cause switch
    {
        JournalUnavailableException or JournalDamagedException or OperationCanceledException or ObjectDisposedException => cause,
        RedisServerException or RedisSaidException => OfServer(cause, address),
        TimeoutException => new JournalUnavailableException(JournalTrouble.TimedOut, $"{address} did not answer in time.", cause),
        RedisException => OfConnection(cause, address),
        _ => new JournalUnavailableException(JournalTrouble.NoConnection, $"There is no connection to {address}: {cause.Message}", cause),
    };

    /// <summary>True when the connection is of no more use: broken, silent, or leading to a server that is not the primary.</summary>
    public static bool EndsConnection(Exception translated) =>
        translated is not JournalUnavailableException
        {
            Trouble: JournalTrouble.OutOfMemory or JournalTrouble.TooFewReplicas or JournalTrouble.DiskFailed,
        };

    private static Exception OfServer(Exception said, RedisAddress address)
    {
        foreach (var (word, trouble, says) in Known)
        {
            if (Names(said.Message, word)) return new JournalUnavailableException(trouble, $"{address} {says}: {said.Message}", said);
        }
        // A stream that is ahead of its head, or a key of another type: somebody else has written here.
        if (Names(said.Message, "WRONGTYPE") || said.Message.Contains("ID specified in XADD", StringComparison.Ordinal))
        {
            return new JournalDamagedException($"The keys of the journal at {address} do not fit together: {said.Message}", said);
        }
        return new JournalUnavailableException(JournalTrouble.Other, $"{address} answered: {said.Message}", said);
    }

    /// <summary>What the server answered while the client introduced itself, the client tells in one word of its own.</summary>
    private static JournalUnavailableException OfConnection(Exception cause, RedisAddress address)
    {
        if (cause.Message.Contains($"{ConnectionFailureType.AuthenticationFailure} on", StringComparison.Ordinal))
        {
            // The client has one word for a wrong password and for a certificate that it does not trust.
            var certificate = address.Tls ? "shows a certificate that cannot be trusted, or " : "";
            return new JournalUnavailableException(JournalTrouble.NotAllowed, $"{address} {certificate}asks for a password, or for another one: {cause.Message}", cause);
        }
        if (cause.Message.Contains($"{ConnectionFailureType.Loading} on", StringComparison.Ordinal))
        {
            return new JournalUnavailableException(JournalTrouble.Loading, $"{address} is loading its files: {cause.Message}", cause);
        }
        return new JournalUnavailableException(JournalTrouble.NoConnection, $"There is no connection to {address}: {cause.Message}", cause);
    }

    private static bool Names(string message, string word) => message.StartsWith(word, StringComparison.Ordinal);
}
