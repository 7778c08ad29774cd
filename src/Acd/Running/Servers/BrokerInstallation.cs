using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AcdRouter.Acd;

/// <summary>
/// Enters an installation's id on the broker and asks for it again. A broker keeps no values, so the id is the name of an exchange
/// <c>acd-installation-ID</c>, and the exchange <c>acd-installation</c> has that one as its alternate: declared with another, the
/// broker refuses and says which one it has. Nothing is ever sent to either.
/// </summary>
internal static class BrokerInstallation
{
    private const string Marker = "acd-installation";

    // The broker's answer is cut at 255 characters; the shorter this is, the longer a virtual host's name may be.
    private const string Nobody = "-";
    private const int NotFound = 404;
    private const int Unequal = 406;

    /// <summary>Enters it; again changes nothing. Whoever enters has read before that there is no other.</summary>
    public static Task EnterAsync(BusAddress address, Guid installation, CancellationToken cancellationToken) =>
        CallAsync<bool>(address, async channel =>
        {
            await channel.ExchangeDeclareAsync(NameOf(installation), ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await DeclareMarkerAsync(channel, NameOf(installation), cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>The installation that was entered; null for none.</summary>
    public static Task<Guid?> ReadAsync(BusAddress address, CancellationToken cancellationToken) =>
        CallAsync(address, channel => ReadAsync(channel, cancellationToken), cancellationToken);

    /// <summary>Makes sure that it was entered.</summary>
    /// <exception cref="AcdException">The broker is empty, or belongs to another installation.</exception>
    public static async Task RequireAsync(BusAddress address, Guid installation, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(address, cancellationToken)
            ?? throw new AcdException($"{address} is not prepared for installation {installation}. Prepare it with: acd init", ExitCodes.Failed);
        if (found != installation) throw Foreign(address, installation, found);
    }

    /// <summary>The name of the exchange that stands for an installation.</summary>
    public static string NameOf(Guid installation) => $"{Marker}-{installation}";

    // It is declared with an alternate that nobody has; what the broker then says is the answer:
    // "... received '-' but current is 'acd-installation-...'"
    private static async Task<Guid?> ReadAsync(IChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await channel.ExchangeDeclarePassiveAsync(Marker, cancellationToken);
            await DeclareMarkerAsync(channel, Nobody, cancellationToken);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
        catch (OperationInterruptedException other) when (other.ShutdownReason is { ReplyCode: Unequal } reason)
        {
            foreach (var part in reason.ReplyText.Split('\''))
            {
                var isId = part.StartsWith(Marker + "-", StringComparison.Ordinal);
                if (isId && Guid.TryParse(part.AsSpan(Marker.Length + 1), out var id)) return id;
            }
            throw new AcdException($"Which installation the broker belongs to cannot be read: {reason.ReplyText}", ExitCodes.Failed);
        }
        throw new AcdException($"The exchange {Marker} on the broker was not made by this program.", ExitCodes.Failed);
    }

    private static Task DeclareMarkerAsync(IChannel channel, string alternate, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, object?> { ["alternate-exchange"] = alternate };
        return channel.ExchangeDeclareAsync(Marker, ExchangeType.Fanout, durable: true, arguments: arguments, cancellationToken: cancellationToken);
    }

    private static async Task<T> CallAsync<T>(BusAddress address, Func<IChannel, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await new RabbitAddress(address).ConnectAsync("acd installation", cancellationToken);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return await call(channel);
        }
        catch (Exception away) when (away is not BrokerRefusedException && away is OperationInterruptedException or TimeoutException or IOException)
        {
            throw new BrokerRefusedException($"The broker {address} cannot be used: {Mistakes.Sentence(away.Message)}", away);
        }
    }

    private static AcdException Foreign(BusAddress address, Guid expected, Guid found) =>
        new($"{address} belongs to installation {found}, not to {expected}.", ExitCodes.Failed);
}
