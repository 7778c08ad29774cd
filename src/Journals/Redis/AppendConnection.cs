using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;

namespace AcdRouter.Journals;

/// <summary>
/// A partition's own connection for appends, one under way at a time: a bare socket, written to and read from here. What was sent on
/// it and what came back, nobody else can have mended, queued or sent again; so WAIT, sent behind the append in the same bytes, counts
/// the append's replicas and no others. It also takes half the time of a client library made for many callers.
/// </summary>
internal sealed class AppendConnection : IRedisConnection
{
    /// <summary>What is kept between appends. A batch of a thousand ordinary records fits; one huge batch is not held for ever.</summary>
    private const int KeptBytes = 1024 * 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(20);

    private static readonly string Script = Convert.ToHexStringLower(RedisScripts.Append.Sha1);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream stream = Stream.Null;
    private ArrayBufferWriter<byte> request = new();
    private byte[] received = new byte[4096];
    private int start;
    private int end;
    private long heardAt = Stopwatch.GetTimestamp();
    private CancellationTokenSource bound = new();

    private AppendConnection()
    {
    }

    /// <summary>
    /// True when the server has hung up: nothing is to be read but an end. Asked only after a while without an answer; sooner, the call
    /// itself finds out.
    /// </summary>
    public bool IsBroken =>
        !socket.Connected || (Stopwatch.GetElapsedTime(heardAt) > Silence && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);

    /// <summary>Connects, introduces itself and loads the script.</summary>
    public static async Task<AppendConnection> OpenAsync(RedisAddress address, CallDeadline deadline, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(deadline.Left);
        var connection = new AppendConnection();
        try
        {
            await connection.IntroduceAsync(address, bounded.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception cause)
        {
            connection.Dispose();
            if (cause is OperationCanceledException && !cancellationToken.IsCancellationRequested) throw new TimeoutException(null, cause);
            throw;
        }
    }

    /// <summary>
    /// Sends the append and, where replicas are to be waited for, WAIT behind it. The batch's memory is the caller's again when this
    /// has returned or thrown.
    /// </summary>
    /// <returns>What the script returned, and how many replicas have it.</returns>
    /// <exception cref="TimeoutException">It was not answered within the time.</exception>
    public async Task<(string?[] Answer, long Replicas)> AppendAsync(AppendRequest append, TimeSpan within, CancellationToken cancellationToken)
    {
        // One timer for all calls: making one for each takes longer than the rest of this.
        if (!bound.TryReset()) bound = new CancellationTokenSource();
        bound.CancelAfter(within);
        try
        {
            using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), bound))
            {
                return await AppendAsync(append, bound.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException given) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(null, given);
        }
        finally
        {
            bound.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task<(string?[] Answer, long Replicas)> AppendAsync(AppendRequest append, CancellationToken cancellationToken)
    {
        await SendAsync(append, cancellationToken).ConfigureAwait(false);
        var answer = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var replicas = append.Replicas > 0 ? await ReadAsync(cancellationToken).ConfigureAwait(false) : RespReply.Zero;
        if (answer.Error?.StartsWith("NOSCRIPT", StringComparison.Ordinal) == true)
        {
            await LoadScriptAsync(cancellationToken).ConfigureAwait(false);
            return await AppendAsync(append, cancellationToken).ConfigureAwait(false);
        }
        return (Values(answer), long.Parse(Values(replicas)[0]!, CultureInfo.InvariantCulture));
    }

    private ValueTask SendAsync(AppendRequest append, CancellationToken cancellationToken)
    {
        Begin();
        append.Write(new RespWriter(request), Script);
        return stream.WriteAsync(request.WrittenMemory, cancellationToken);
    }

    private async Task IntroduceAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        await socket.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
        stream = new NetworkStream(socket);
        if (address.Tls)
        {
            var encrypted = new SslStream(stream);
            stream = encrypted;
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken).ConfigureAwait(false);
        }
        if (address.Password is { } password) await SayAsync(cancellationToken, "AUTH", password).ConfigureAwait(false);
        if (address.Database != 0) await SayAsync(cancellationToken, "SELECT", RedisHead.Text(address.Database)).ConfigureAwait(false);
        await LoadScriptAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task LoadScriptAsync(CancellationToken cancellationToken) =>
        SayAsync(cancellationToken, "SCRIPT", "LOAD", RedisScripts.Append.Text);

    private async Task SayAsync(CancellationToken cancellationToken, params string[] parts)
    {
        Begin();
        var writer = new RespWriter(request);
        writer.Command(parts.Length);
        foreach (var part in parts) writer.Part(part);
        await stream.WriteAsync(request.WrittenMemory, cancellationToken).ConfigureAwait(false);
        Values(await ReadAsync(cancellationToken).ConfigureAwait(false));
    }

    private void Begin()
    {
        if (request.Capacity > KeptBytes) request = new ArrayBufferWriter<byte>();
        request.ResetWrittenCount();
    }

    private static string?[] Values(RespReply reply) => reply.Error is { } error ? throw new RedisSaidException(error) : reply.Values;

    private async ValueTask<RespReply> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (RespReply.TryRead(received.AsSpan(start, end - start), out var reply, out var used))
            {
                start += used;
                heardAt = Stopwatch.GetTimestamp();
                return reply;
            }
            MakeRoom();
            var length = await stream.ReadAsync(received.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (length == 0) throw new EndOfStreamException("The server has closed the connection.");
            end += length;
        }
    }

    private void MakeRoom()
    {
        received.AsSpan(start, end - start).CopyTo(received);
        (start, end) = (0, end - start);
        if (end == received.Length) Array.Resize(ref received, received.Length * 2);
    }
}
