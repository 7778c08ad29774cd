using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// Judges a world by what is durable and by what was told: replays the journal into a state of its own, keeps a ledger of its news,
/// and compares both with every answer, message and record of history that left a writer, and with the live state.
/// </summary>
internal sealed class Checker
{
    /// <summary>Steps between comparisons that cost the whole state.</summary>
    public const int CompareEvery = 3_000;

    private readonly World world;
    private readonly ProcessLayout layout;
    private readonly RecordCodec codec;
    private readonly IReadOnlyList<IProcess> prototypes;
    private readonly PartitionState replay;
    private readonly Rules rules;
    private readonly SortedDictionary<SiteId, Ledger> ledgers = [];
    private readonly Dictionary<CommandId, JournalRecord> outcomes = [];
    private readonly Dictionary<CommandId, JournalRecord> forgotten = [];
    private readonly Dictionary<CommandId, object> answers = [];
    private readonly List<List<INews>> expected = [[]];
    private readonly Dictionary<Guid, OutgoingMessage> published = [];
    private readonly Dictionary<int, long> publishedThrough = [];
    private readonly Dictionary<(HistoryKind Kind, Guid Id), string> history = [];
    private readonly SortedDictionary<string, int> acceptedByCommand = new(StringComparer.Ordinal);
    private int refused;
    private int seen;
    private long lastEpoch;
    private long checkedSnapshot;

    public Checker(World world, Func<SiteId, IReadOnlyList<IProcess>> processes)
    {
        this.world = world;
        layout = new ProcessLayout(processes);
        codec = new RecordCodec(layout);
        prototypes = processes(new SiteId("checker"));
        replay = new PartitionState(layout);
        rules = new Rules(world.Fail);
    }

    /// <summary>Judges every record that has become durable.</summary>
    public void Advance()
    {
        if (world.Store.Archive.Count < seen)
        {
            world.Fail("I10", $"the journal had {seen} durable records and has {world.Store.Archive.Count}");
            seen = world.Store.Archive.Count;
            return;
        }
        while (seen < world.Store.Archive.Count) Judge(world.Store.Archive[seen++]);
    }

    /// <summary>An answer leaves a writer.</summary>
    public void Answered(Wish wish, object answer)
    {
        var id = wish.Command.CommandId;
        if (IsForgotten(id, answer)) return;
        switch (answer)
        {
            case CommandAccepted accepted:
                if (!outcomes.TryGetValue(id, out var record) || record.Sequence != accepted.Sequence || record.Outcome!.Refusal is not null)
                    world.Fail("I10", $"{wish.Command} was answered as done in record {accepted.Sequence}, and the journal does not have it there");
                else if (record.Outcome.Made != accepted.Made)
                    world.Fail("I10", $"{wish.Command} was answered with {accepted.Made}, recorded is {record.Outcome.Made}");
                break;
            case CommandRefused { Refusal: var refusal }:
                if (IsAboutTheRepeat(refusal.Reason)) return;
                if (outcomes.TryGetValue(id, out var stored) && stored.Outcome!.Refusal != refusal)
                    world.Fail("I10", $"{wish.Command} was refused ({refusal}), recorded is {stored.Outcome.Refusal?.ToString() ?? "done"}");
                CheckSite(wish.Command.Site, refusal, world.Made[id]);
                break;
        }
        if (answers.TryGetValue(id, out var before))
        {
            if (!before.Equals(answer)) world.Fail("I10", $"{wish.Command} was answered {before} and then {answer}");
        }
        else
        {
            answers.Add(id, answer);
        }
    }

    /// <summary>A view leaves a writer.</summary>
    public void Viewed(IQuery query, object? view)
    {
        if (view is not null) CheckSite(query.Site, view, null);
    }

    /// <summary>A message leaves a writer.</summary>
    public void Published(int writer, OutgoingMessage message)
    {
        if (published.TryGetValue(message.Id, out var before))
        {
            if (!before.Message.Equals(message.Message)) world.Fail("I10", $"message {message.Id} was {before.Message} and is now {message.Message}");
        }
        else
        {
            published.Add(message.Id, message);
        }
        if (message.Message is INews news)
        {
            if (message.Sequence > seen) world.Fail("I7", $"{news} of record {message.Sequence} was told; durable is record {seen}");
            else if (!expected[(int)message.Sequence].Contains(news)) world.Fail("I10", $"{news} was told; record {message.Sequence} does not say it");
            if (message.Sequence < publishedThrough.GetValueOrDefault(writer)) Unordered(writer, message);
            publishedThrough[writer] = message.Sequence;
            return;
        }
        CheckOwed(message.Message);
    }

    /// <summary>A record of history is written.</summary>
    public void Keep(HistoryRecord record)
    {
        var ended = ledgers[record.Site] is var ledger && record.Kind == HistoryKind.Request
            ? ledger.EndedRequests.ContainsKey(new RequestId(record.Id))
            : ledger.EndedSessions.Contains(new SessionId(record.Id));
        if (!ended) world.Fail("I3", $"history of {record.Kind} {record.Id} was written; it has not ended");
        if (!history.TryAdd((record.Kind, record.Id), record.EventId) && history[(record.Kind, record.Id)] != record.EventId)
            world.Fail("I3", $"{record.Kind} {record.Id} ended twice: {history[(record.Kind, record.Id)]} and {record.EventId}");
    }

    /// <summary>Compares the live state with the replayed one, and the replayed one with the ledger.</summary>
    public void CompareWith(PartitionState? live)
    {
        replay.AssertInvariants();
        var hash = replay.Hash();
        if (live is not null && live.Sequence == replay.Sequence && live.Hash() is var other && other != hash)
            world.Fail("I8", $"at record {live.Sequence} the live state has hash {other}, the replayed one {hash}");
        if (world.Store.Snapshot is { } snapshot && snapshot.Sequence > checkedSnapshot) CompareSnapshot(snapshot, hash);
        var core = new PartitionCore(layout, replay);
        foreach (var (site, ledger) in ledgers) rules.CompareViews(site, ledger, core, replay.At);
    }

    /// <summary>The world has ended: nothing may be missing.</summary>
    public void Close(PartitionState? live)
    {
        if (live is null) world.Fail("kernel", "no writer runs at the end");
        else if (live.Sequence != replay.Sequence) world.Fail("I10", $"the writer is at record {live.Sequence}, the journal at {replay.Sequence}");
        CompareWith(live);
        var again = new PartitionState(layout);
        foreach (var stored in world.Store.Archive) again.Apply(codec.Read(stored));
        if (again.Hash() != replay.Hash()) world.Fail("I8", "the same journal, replayed twice, gave two states");
        CheckEverythingWasTold();
        foreach (var (site, ledger) in ledgers)
        {
            foreach (var id in ledger.EndedRequests.Keys.Where(id => !history.ContainsKey((HistoryKind.Request, id.Value)))) world.Fail("I3", $"request {id} of {site} has no history");
            foreach (var id in ledger.EndedSessions.Where(id => !history.ContainsKey((HistoryKind.Session, id.Value)))) world.Fail("I3", $"session {id} of {site} has no history");
        }
    }

    public WorldReport Report(ulong seed, long steps, IReadOnlyDictionary<string, int> faults, int messageFaults, int writers) => new(
        seed,
        world.Made.Count,
        acceptedByCommand.Values.Sum(),
        refused,
        faults.Values.Sum(),
        messageFaults,
        writers,
        seen,
        ledgers.Values.Sum(each => each.Requests.Count + each.EndedRequests.Count),
        ledgers.Values.Sum(each => each.Offers),
        ledgers.Values.Sum(each => each.Assignments),
        steps,
        replay.Hash(),
        faults.Select(each => new CountOf(each.Key, each.Value)).ToValueList(),
        acceptedByCommand.Select(each => new CountOf(each.Key, each.Value)).ToValueList());

    /// <summary>True for an answer remembered until the batch in which the command was decided anew: both leave together, after the append.</summary>
    private bool IsForgotten(CommandId id, object answer) => forgotten.TryGetValue(id, out var before) && answer switch
    {
        CommandAccepted accepted => accepted.Sequence == before.Sequence && accepted.Made == before.Outcome!.Made,
        CommandRefused refused => refused.Refusal == before.Outcome!.Refusal,
        _ => false,
    };

    private static bool IsAboutTheRepeat(RefusalReason reason) =>
        reason is RefusalReason.CommandTooOld or RefusalReason.CommandIdReused or RefusalReason.UnknownSite;

    private void Judge(StoredRecord stored)
    {
        var record = codec.Read(stored);
        if (record.Sequence != expected.Count || record.At < replay.At || record.Epoch < lastEpoch)
        {
            world.Fail("I10", $"record {record.Sequence} of epoch {record.Epoch} follows record {expected.Count - 1} of epoch {lastEpoch}: two writers wrote on");
            return;
        }
        lastEpoch = record.Epoch;
        if (!Replays(record)) return;
        var news = Translate(record);
        expected.Add(news);
        if (record.Events.Any(static each => each is Claimed)) foreach (var each in ledgers.Values) each.Lines.ProgramChanged();
        if (record.Outcome is { } outcome) NoteOutcome(record, outcome);
        if (record.Site is not { } site || !ledgers.TryGetValue(site, out var ledger)) return;
        rules.BeforeRecord(ledger, record);
        foreach (var one in news)
        {
            if (one.Site != site) world.Fail("I9", $"record {record.Sequence} of {site} tells {one}");
            CheckSite(site, one, null);
            ledger.Lines.Hear(one, ledger);
            ledger.Take(one, record.Sequence, record.At);
        }
        rules.AfterRecord(site, ledger, record, news, new PartitionCore(layout, replay));
    }

    private bool Replays(JournalRecord record)
    {
        try
        {
            replay.Apply(record);
            return true;
        }
        catch (JournalDamagedException e)
        {
            world.Fail("I10", $"record {record.Sequence} does not follow from what was durable before: {e.Message}");
            return false;
        }
    }

    private List<INews> Translate(JournalRecord record)
    {
        List<INews> news = [];
        if (record.Site is not { } site) return news;
        foreach (var each in record.Events)
        {
            foreach (var process in prototypes)
            {
                if (process.Events.Contains(each)) process.TellNews(each, record.Stamp, site, news);
            }
        }
        return news;
    }

    private void NoteOutcome(JournalRecord record, CommandOutcome outcome)
    {
        var site = record.Site!.Value;
        if (outcomes.TryGetValue(outcome.Command, out var before) && record.At.Since(before.At) <= KernelLimits.OutcomeWindowMilliseconds)
            world.Fail("I10", $"command {outcome.Command} took effect in records {before.Sequence} and {record.Sequence}");
        // A program that sends a wish of yesterday anew, with today's date, is answered anew.
        outcomes[outcome.Command] = record;
        if (before is not null)
        {
            forgotten[outcome.Command] = before;
            answers.Remove(outcome.Command);
        }
        var command = world.Made[outcome.Command];
        if (outcome.Refusal is not null)
        {
            refused++;
            if (record.Events.Any(each => each is not CommandFailed)) world.Fail("I7", $"{command} was refused and left events");
            return;
        }
        acceptedByCommand[command.GetType().Name] = acceptedByCommand.GetValueOrDefault(command.GetType().Name) + 1;
        if (ledgers.TryGetValue(site, out var known)) known.Lines.Take(command);
        if (command is not ConfigureSite configure) return;
        if (!ledgers.TryGetValue(site, out var ledger)) ledgers.Add(site, ledger = new Ledger(site, id => world.Made.GetValueOrDefault(new CommandId(id)), world.Fail));
        if (ledger.Settings is null || configure.Settings.Version > ledger.Settings.Version) ledger.Settings = configure.Settings;
    }

    private void CompareSnapshot(StoredSnapshot snapshot, string hash)
    {
        checkedSnapshot = snapshot.Sequence;
        var state = PartitionState.Load(layout, snapshot.State);
        for (var i = (int)snapshot.Sequence; i < seen; i++) state.Apply(codec.Read(world.Store.Archive[i]));
        if (state.Hash() != hash) world.Fail("I8", $"the snapshot at record {snapshot.Sequence} and the records after it lead to another state");
    }

    private void CheckSite(SiteId site, object message, ICommand? echo)
    {
        foreach (var other in ledgers.Keys)
        {
            if (other == site || !Says(message, other)) continue;
            if (echo is null || !Says(echo, other)) world.Fail("I9", $"a message of {site} speaks of {other}: {message}");
        }
    }

    private static bool Says(object message, SiteId site) =>
        JsonSerializer.Serialize(message, message.GetType(), ContractsJson.Options).Contains(site.Value, StringComparison.Ordinal);

    /// <summary>Within one writer news goes out in journal order, except that a failed batch is told again from its start.</summary>
    private void Unordered(int writer, OutgoingMessage message)
    {
        if (!published.ContainsKey(message.Id)) world.Fail("I10", $"writer {writer} told record {message.Sequence} after record {publishedThrough[writer]}");
    }

    private void CheckOwed(object message)
    {
        var (site, call, state) = message switch
        {
            OpenVoiceCall open => (open.Site, open.Call, VoiceState.Opening),
            EndVoiceCall end => (end.Site, end.Call, VoiceState.Ending),
            _ => (default, default, default),
        };
        if (state != default && !ledgers[site].WasTold(call, state)) world.Fail("I7", $"{message} was sent; nothing durable says so");
    }

    private void CheckEverythingWasTold()
    {
        var told = published.Values.Where(each => each.Sequence > 0).ToLookup(each => each.Sequence, each => each.Message);
        for (var sequence = 1; sequence < expected.Count; sequence++)
        {
            if (told[sequence].Count() != expected[sequence].Count)
                world.Fail("I10", $"record {sequence} says {expected[sequence].Count} things, {told[sequence].Count()} were told");
        }
    }
}
