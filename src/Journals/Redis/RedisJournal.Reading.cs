using System.Globalization;
using System.Runtime.CompilerServices;
using AcdRouter.Processes;
using StackExchange.Redis;

namespace AcdRouter.Journals;

public sealed partial class RedisJournal
{
    private const int FirstPage = 64;
    private const int LargestPage = 4096;

    /// <summary>Bytes that a page aims at: enough that the way there and back does not count, little enough not to hold up appends.</summary>
    private const long PageBytes = 512 * 1024;

    /// <inheritdoc/>
    /// <remarks>Reads in pages, through the head as it was when reading began; the next page is on its way while one is handed out.</remarks>
    /// <exception cref="JournalUnavailableException">The server is away, or the history has become shorter meanwhile.</exception>
    public async IAsyncEnumerable<StoredRecord> ReadAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSequence);
        var through = (await ReadHeadAsync(cancellationToken).ConfigureAwait(false)).Sequence;
        if (afterSequence >= through) yield break;
        var next = ReadPageAsync(afterSequence, through, FirstPage, cancellationToken);
        while (afterSequence < through)
        {
            var page = await next.ConfigureAwait(false);
            afterSequence = page[^1].Record.Sequence;
            if (afterSequence < through) next = ReadPageAsync(afterSequence, through, PageAfter(page), cancellationToken);
            foreach (var entry in page) yield return entry.Record;
        }
    }

    private static int PageAfter(List<Entry> page)
    {
        var bytes = page.Sum(static entry => (long)entry.Record.Payload.Length) + 1;
        return (int)Math.Clamp(page.Count * PageBytes / bytes, 1, LargestPage);
    }

    /// <summary>The entries after a sequence, at least one, without a gap.</summary>
    private async Task<List<Entry>> ReadPageAsync(long after, long through, int count, CancellationToken cancellationToken)
    {
        var page = await RangeAsync(after + 1, through, count, cancellationToken).ConfigureAwait(false);
        if (page.Count == 0 || page[0].Record.Sequence != after + 1) throw await MissingAsync(after, cancellationToken).ConfigureAwait(false);
        for (var index = 1; index < page.Count; index++)
        {
            if (page[index].Record.Sequence != after + 1 + index) throw Gap(after + 1 + index);
        }
        return page;
    }

    private async Task<List<Entry>> RangeAsync(long from, long through, int count, CancellationToken cancellationToken)
    {
        var result = await reads.CallAsync(
            db => db.ExecuteAsync("XRANGE", keys.Records, Id(from), Id(through), "COUNT", count), cancellationToken).ConfigureAwait(false);
        var found = (RedisResult[])result!;
        var entries = new List<Entry>(found.Length);
        foreach (var each in found) entries.Add(ReadEntry((RedisResult[])each!));
        return entries;
    }

    /// <summary>Why a record that the head names is not there.</summary>
    private async Task<Exception> MissingAsync(long after, CancellationToken cancellationToken)
    {
        var first = await FirstSequenceAsync(cancellationToken).ConfigureAwait(false);
        if (first <= after) return Gap(after + 1);
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (head.Sequence <= after)
        {
            return new JournalUnavailableException(
                JournalTrouble.Other, $"Partition {partition} ends with record {head.Sequence}; {after + 1} was being read.");
        }
        return new JournalTrimmedException($"Records from {after + 1} on were asked for; partition {partition} holds those from {first} on.");
    }

    /// <summary>The first record still there; the one after the head when there is none.</summary>
    private async Task<long> FirstSequenceAsync(CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var first = await RangeAsync(0, long.MaxValue, 1, cancellationToken).ConfigureAwait(false);
        return first.Count > 0 ? first[0].Record.Sequence : head.Sequence + 1;
    }

    private Entry ReadEntry(RedisResult[] entry)
    {
        var id = (string)entry[0]!;
        var fields = (RedisValue[])entry[1]!;
        if (!id.EndsWith("-0", StringComparison.Ordinal)
            || !long.TryParse(id.AsSpan(0, id.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || fields is not [var record, var payload, ..] || record != "r")
        {
            throw new JournalDamagedException($"Partition {partition} holds an entry {id} that is no record.");
        }
        return new Entry(new StoredRecord(sequence, (byte[])payload!), fields is [_, _, var mark, var end] && mark == "b" ? (string?)end : null);
    }

    private JournalDamagedException Gap(long sequence) => new($"Partition {partition} at {options.Address}: record {sequence} is missing.");

    private static string Id(long sequence) => RedisHead.Text(sequence) + "-0";

    /// <param name="Record">The record.</param>
    /// <param name="Mark">The mark of the batch that it ends; null inside a batch.</param>
    private readonly record struct Entry(StoredRecord Record, string? Mark);
}
