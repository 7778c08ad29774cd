namespace AcdRouter.Acd;

/// <summary>The line of cores for one partition, as this core sees it: itself, and who would be given the partition next.</summary>
internal sealed class PartitionLine(int partition, Replica self, LiveReplicas replicas, WakeService wakes)
{
    /// <summary>Whether another core would have the partition as soon as this one lets go.</summary>
    public bool HasHeir => replicas.HasHeir(partition, self.Id);

    /// <summary>Whether nobody else is there who could come to stand in line.</summary>
    public bool IsAlone => !replicas.HasOtherCore(self.Id);

    /// <summary>Tells the others with the next Wake.</summary>
    public void Note(bool isInLine) => self.NoteLine(partition, isInLine);

    /// <summary>Tells the owner before it leaves, so that it does not hand over to somebody who is on the way out.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        Note(isInLine: false);
        await wakes.SendOneAsync(partition, cancellationToken);
    }
}
