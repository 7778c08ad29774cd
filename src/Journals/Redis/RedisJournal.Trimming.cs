using StackExchange.Redis;

namespace AcdRouter.Journals;

public sealed partial class RedisJournal
{
    /// <summary>Records removed by one call: some milliseconds of the server, which all partitions share.</summary>
    private const int TrimStep = 5_000;

    /// <inheritdoc/>
    public async ValueTask TrimAsync(long throughSequence, CancellationToken cancellationToken)
    {
        var first = await FirstSequenceAsync(cancellationToken).ConfigureAwait(false);
        var (epoch, owner) = Writer();
        while (first <= throughSequence)
        {
            first = Math.Min(first + TrimStep, throughSequence + 1);
            RedisKey[] touched = [keys.Head, keys.Records, keys.Snapshot, keys.Cursor];
            await reads.RunAsync(RedisScripts.Trim, touched, [epoch, owner, RedisHead.Text(first)], cancellationToken).ConfigureAwait(false);
        }
    }
}
