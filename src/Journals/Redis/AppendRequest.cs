using AcdRouter.Processes;

namespace AcdRouter.Journals;

/// <summary>An append as it goes over the wire; see <see cref="RedisScripts.Append"/> for the arguments.</summary>
/// <param name="HeadKey">The head's key.</param>
/// <param name="RecordsKey">The stream's key.</param>
/// <param name="Installation">The installation that the store must be of, or empty.</param>
/// <param name="Expected">The condition.</param>
/// <param name="Batch">What is to be stored.</param>
/// <param name="Replicas">Replicas to wait for; 0 for none.</param>
/// <param name="ReplicaMilliseconds">How long they are waited for.</param>
internal sealed record AppendRequest(
    string HeadKey, string RecordsKey, string Installation, JournalHead Expected, JournalBatch Batch, int Replicas, long ReplicaMilliseconds)
{
    /// <summary>EVALSHA, script, number of keys, two keys, and the ten arguments before the records.</summary>
    private const int PartsBeforeRecords = 15;

    public void Write(RespWriter writer, string script)
    {
        var records = Batch.Records;
        writer.Command(PartsBeforeRecords + records.Count);
        writer.Part("EVALSHA"u8);
        writer.Part(script);
        writer.Part("2"u8);
        writer.Part(HeadKey);
        writer.Part(RecordsKey);
        writer.Part(Installation);
        Write(writer, Expected);
        Write(writer, Batch.Head);
        writer.Part(BatchMark.Of(Batch.Head));
        for (var index = 0; index < records.Count; index++) writer.Part(records[index].Payload.Span);
        if (Replicas == 0) return;
        writer.Command(3);
        writer.Part("WAIT"u8);
        writer.Part(Replicas);
        writer.Part(ReplicaMilliseconds);
    }

    private static void Write(RespWriter writer, JournalHead head)
    {
        writer.Part(head.Epoch);
        writer.Part(head.Owner);
        writer.Part(head.Sequence);
        writer.Part(RedisHead.Text(head.Batch));
    }
}
