using System.Globalization;
using StackExchange.Redis;

namespace AcdRouter.Journals;

/// <summary>
/// The keys of one partition. The braces make Redis keep all of them in one hash slot, so that a script may touch them together.
/// </summary>
internal sealed class RedisKeys(int partition)
{
    public const string Installation = "acd:installation";

    public const string Sites = "acd:sites";

    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"acd:{{p{partition}}}:");

    /// <summary>
    /// A hash: epoch, owner, sequence, batch, installation; losses, how many were accepted; halted and under while the partition is: why, and
    /// the losses known to whoever halted it.
    /// </summary>
    public RedisKey Head => prefix + "head";

    /// <summary>
    /// A stream, an entry a record under the id <c>SEQUENCE-0</c>: field r the record; in the last one of a batch b, the batch's
    /// <see cref="BatchMark"/>.
    /// </summary>
    public RedisKey Records => prefix + "records";

    /// <summary>A hash that points to the snapshot's chunks: sequence, hash, chunks, bytes, at.</summary>
    public RedisKey Snapshot => prefix + "snapshot";

    /// <summary>A hash: of commands that came back often, how often each was tried.</summary>
    public RedisKey Tries => prefix + "tries";

    /// <summary>A number.</summary>
    public RedisKey Cursor => prefix + "cursor";

    /// <summary>What the names of one saving's chunks begin with. Each saving has names of its own, so that two never mix.</summary>
    public string ChunksOf(long sequence, Guid saving) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}snapshot:{sequence}:{saving:N}:");
}
