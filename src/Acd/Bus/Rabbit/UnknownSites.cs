using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd;

/// <summary>What answers for sites that no partition has, in the words that a partition has for it. Nothing is recorded.</summary>
internal sealed class UnknownSites : IPartition
{
    /// <summary>Stands where a partition's number stands.</summary>
    public const int NoPartition = -1;

    /// <inheritdoc/>
    public PartitionStatus Status { get; } = new(PartitionPhase.Running, 0, 0, 0, null);

    public static Refusal Refuse(SiteId site) =>
        new(RefusalReason.UnknownSite, $"There is no site \"{site}\" here. Check the site's name.", "site", []);

    /// <inheritdoc/>
    public ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object>(new CommandRefused(envelope.Command.CommandId, Refuse(envelope.Command.Site)));

    /// <inheritdoc/>
    public ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken) => ValueTask.FromResult<object?>(null);

    /// <inheritdoc/>
    public ValueTask<StateHash> HashAsync(CancellationToken cancellationToken) =>
        throw new PartitionUnavailableException("There is no partition here.");
}
