using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Router;
using AcdRouter.Sessions;

namespace AcdRouter.SystemTests.Kill;

/// <summary>What the journal on disk says, read from its first record.</summary>
public sealed class KilledJournal
{
    private readonly Dictionary<CommandId, List<JournalRecord>> byCommand = [];

    private KilledJournal(PartitionState state) => State = state;

    public PartitionState State { get; }

    /// <summary>Replays the whole journal, comparing the state with what the live program said its hash was.</summary>
    public static async Task<KilledJournal> ReplayAsync(string folder, IReadOnlyDictionary<long, string> liveHashes)
    {
        var layout = new ProcessLayout(site => [new RoutingProcess(site), new SessionsProcess(site)]);
        var codec = new RecordCodec(layout);
        await using var journal = await FileJournal.OpenAsync(new FileJournalOptions { Folder = folder }, CancellationToken.None);
        var replayed = new KilledJournal(new PartitionState(layout));
        await foreach (var stored in journal.ReadAsync(0, CancellationToken.None))
        {
            var record = codec.Read(stored);
            replayed.State.Apply(record);
            if (record.Outcome is { } outcome) replayed.Keep(outcome.Command, record);
            if (liveHashes.TryGetValue(record.Sequence, out var live)) replayed.State.Hash().ShouldBe(live, $"the state at record {record.Sequence}");
        }
        return replayed;
    }

    /// <summary>The records that answer a command: one, where it had one effect.</summary>
    public IReadOnlyList<JournalRecord> RecordsOf(CommandId command) => byCommand.GetValueOrDefault(command, []);

    private void Keep(CommandId command, JournalRecord record)
    {
        if (!byCommand.TryGetValue(command, out var records)) byCommand.Add(command, records = []);
        records.Add(record);
    }
}
