using AcdRouter.Contracts;
using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// The journal of one partition in Redis. Its one safety is the condition in the script that appends; time-outs, lost connections and
/// calls that are carried out late cannot break it. Made by <see cref="RedisStore.OpenJournal"/>.
/// </summary>
public sealed partial class RedisJournal : IJournal
{
    private readonly RedisStoreOptions options;
    private readonly int partition;
    private readonly int replicas;
    private readonly string installation;
    private readonly RedisKeys keys;
    private readonly MendingLink<AppendConnection> appends;
    private readonly RedisLink reads;

    // One append at a time on the connection.
    private readonly SemaphoreSlim turn = new(1, 1);

    // The head of this object's last successful append: under whose name snapshot, cursor and trimming are asked for.
    private volatile Written? written;
    private volatile bool seen;
    private volatile bool disposed;

    internal RedisJournal(RedisStoreOptions options, int partition, int replicas, Guid? installation, RedisLink reads)
    {
        this.options = options;
        this.partition = partition;
        this.replicas = replicas;
        this.installation = installation?.ToString("N") ?? "";
        appends = new(options.Address, options.CallTimeout, (deadline, token) => AppendConnection.OpenAsync(options.Address, deadline, token));
        this.reads = reads;
        keys = new RedisKeys(partition);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An emptied store, or one of another installation behind the same address, shows as the empty head to whoever has seen records
    /// here: as a history that has become shorter.
    /// </remarks>
    /// <exception cref="JournalUnavailableException">The server is away.</exception>
    /// <exception cref="JournalDamagedException">The partition's keys belong to another installation, and this object never saw other ones.</exception>
    public async ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var fields = await reads.CallAsync(db => db.HashGetAsync(keys.Head, RedisHead.Fields), cancellationToken).ConfigureAwait(false);
        if (installation.Length > 0 && !fields[5].IsNull && fields[5] != installation) return Foreign(fields[5]!);
        return Seen(RedisHead.Read(Array.ConvertAll(fields, field => (string?)field)));
    }

    /// <inheritdoc/>
    /// <exception cref="JournalUnavailableException">The server is away.</exception>
    public async ValueTask<Instant?> ReadLastSeenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var noted = await reads.CallAsync(db => db.HashGetAsync(keys.Head, RedisHead.LastSeen), cancellationToken).ConfigureAwait(false);
        return noted.IsNull ? null : new Instant((long)noted);
    }

    /// <inheritdoc/>
    /// <exception cref="JournalUnavailableException">The server is away, or too few replicas confirmed: the same batch may be tried again.</exception>
    /// <exception cref="JournalHaltedException">The partition was halted.</exception>
    public async ValueTask<JournalHead> AppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (batch.Records.Count > 0 && AppendRules.Problem(expected, batch) is not null)
        {
            var stored = await RunAppendAsync(expected, batch with { Records = [] }, cancellationToken).ConfigureAwait(false);
            _ = AppendRules.MustWrite(stored, expected, batch);
            return stored;
        }
        var head = await RunAppendAsync(expected, batch, cancellationToken).ConfigureAwait(false);
        if (head == batch.Head && batch.Records.Count > 0) written = new Written(head);
        return head;
    }

    /// <inheritdoc/>
    /// <remarks>Only forward: a call carried out late cannot take back what is confirmed since.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The record is not stored yet.</exception>
    public async ValueTask SaveCursorAsync(long sequence, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var (epoch, owner) = Writer();
        var verdict = await reads.RunAsync(
            RedisScripts.SaveCursor, [keys.Head, keys.Cursor], [epoch, owner, RedisHead.Text(sequence)], cancellationToken).ConfigureAwait(false);
        if ((string?)verdict == "beyond") throw Beyond(nameof(sequence), sequence);
    }

    /// <inheritdoc/>
    public async ValueTask<long> LoadCursorAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var cursor = await reads.CallAsync(db => db.StringGetAsync(keys.Cursor), cancellationToken).ConfigureAwait(false);
        return cursor.IsNull ? 0 : (long)cursor;
    }

    /// <inheritdoc/>
    /// <remarks>Opens the connection of the appends.</remarks>
    /// <exception cref="JournalUnavailableException">The server is away.</exception>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await appends.CallAsync(static _ => Task.FromResult(true), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets go of the connection. What is stored is stored.</summary>
    public ValueTask DisposeAsync()
    {
        disposed = true;
        return appends.DisposeAsync();
    }

    private async Task<JournalHead> RunAppendAsync(JournalHead expected, JournalBatch batch, CancellationToken cancellationToken)
    {
        var request = new AppendRequest(
            keys.Head!, keys.Records!, installation, expected, batch, replicas, (long)options.ReplicaTimeout.TotalMilliseconds);
        var within = replicas == 0 ? options.CallTimeout : options.CallTimeout + options.ReplicaTimeout;
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (answer, have) = await appends.CallAsync(
                open => open.AppendAsync(request, within, cancellationToken), cancellationToken).ConfigureAwait(false);
            return have < replicas ? throw TooFew(have) : Judge(answer, batch);
        }
        finally
        {
            turn.Release();
        }
    }

    private JournalHead Judge(string?[] answer, JournalBatch batch) => answer[0] switch
    {
        "stored" => Seen(batch.Head),
        "head" => Seen(RedisHead.Read(answer.AsSpan(1))),
        "halted" => throw new JournalHaltedException($"Partition {partition} is halted: {answer[1]}"),
        "foreign" => Foreign(answer[1]!),
        _ => throw new JournalDamagedException($"The append answered {answer[0]}."),
    };

    private JournalHead Seen(JournalHead head)
    {
        if (head != JournalHead.Empty) seen = true;
        return head;
    }

    private JournalHead Foreign(string found) => seen
        ? JournalHead.Empty
        : throw new JournalDamagedException(
            $"Partition {partition} at {options.Address} belongs to installation {found}; this one is {installation}.");

    private JournalUnavailableException TooFew(long have) => new(
        JournalTrouble.TooFewReplicas,
        $"{have} of {replicas} replicas of {options.Address} confirmed within {options.ReplicaTimeout.TotalMilliseconds:F0} ms.");

    /// <summary>Empty for an object that never appended: a tool, which asks in nobody's name.</summary>
    private (RedisValue Epoch, RedisValue Owner) Writer() =>
        written is { Head: var head } ? (RedisHead.Text(head.Epoch), head.Owner) : ("", "");

    private static ArgumentOutOfRangeException Beyond(string name, long sequence) =>
        new(name, sequence, "The record is not stored yet.");

    private sealed record Written(JournalHead Head);
}
