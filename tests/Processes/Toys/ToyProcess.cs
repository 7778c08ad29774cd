using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Processes.Tests.Toys;

/// <summary>
/// Does what a script says: steps separated by semicolons, each a verb and its argument. Where a step takes a script, commas
/// separate its steps.
/// <list type="bullet">
/// <item><c>add N</c>, <c>say TEXT</c>, <c>end TEXT</c>, <c>owe KEY</c>, <c>settle KEY</c> emit an event.</item>
/// <item><c>due NAME MS SCRIPT</c> sets a deadline; when it comes it is done and the script runs; the script <c>stay</c> leaves it.</item>
/// <item><c>ask SCRIPT</c> asks the neighbour and is refused when it is; <c>try SCRIPT</c> goes on; <c>tell SCRIPT</c> tells.</item>
/// <item><c>circle</c> tells the neighbour to circle; <c>refuse</c>, <c>throw</c>, <c>break</c> end; <c>foreign</c> emits the neighbour's event.</item>
/// <item><c>drift</c> makes replay differ from live; <c>corrupt</c> breaks an invariant.</item>
/// </list>
/// </summary>
internal sealed class ToyProcess<TOwner, TNeighbour>(SiteId site) : IProcess
{
    /// <summary>A deadline of this name is due again although it was parked: a defect of a process.</summary>
    public const string Unparkable = "unparkable";

    /// <summary>A debt of this key is saved and not loaded: a defect of a process.</summary>
    public const string Unloadable = "unloadable";

    private static long drift;

    private readonly DeadlineSet deadlines = new();
    private readonly SortedDictionary<string, string> scripts = new(StringComparer.Ordinal);
    private readonly List<string> debts = [];
    private long total;
    private long resumed;
    private bool corrupt;

    public string Name => typeof(TOwner).Name.ToLowerInvariant();

    public EventCatalog Events => ToyEvents<TOwner>.Catalog;

    public Deadline? NextDeadline => deadlines.Next;

    public bool Takes(Type messageType) =>
        messageType == typeof(Hear<TOwner>) || (typeof(TOwner) == typeof(Left) && (messageType == typeof(Act) || messageType == typeof(ConfigureSite)));

    public Verdict Decide(object message, IDecision decision)
    {
        switch (message)
        {
            case ConfigureSite { CommandId: var id } when id == Toy.RefusedConfiguration:
                return Verdict.Refused(RefusalReason.SettingsInvalid, "Told to refuse.");
            case ConfigureSite { CommandId: var id }:
                decision.Emit(new Opened<TOwner>());
                return id == Toy.ThrowingConfiguration ? throw new InvalidOperationException("Told to throw.") : Verdict.Accepted();
            case Act act:
                return Do(act.Script, ';', decision);
            case Hear<TOwner> hear:
                return Do(hear.Script, ',', decision);
            default:
                throw new UnreachableException(message.GetType().Name);
        }
    }

    public void DecideDue(Deadline due, IDecision decision)
    {
        var script = scripts[due.Key.Name];
        if (script == "stay") return;
        decision.Emit(new DueDone<TOwner>(due.Key.Name));
        Do(script, ',', decision);
    }

    public object? Answer(IQuery query, Instant now) => query switch
    {
        HowMuch when typeof(TOwner) == typeof(Left) => new Sum(total, resumed, now),
        WhenDue when_ => deadlines.Find(Key(when_.Name)) is { } at ? new DueView(when_.Name, at) : null,
        Trap => throw new InvalidOperationException("A trap."),
        _ => null,
    };

    public void Apply(IJournalEvent journalEvent, in Stamp stamp)
    {
        switch (journalEvent)
        {
            case Opened<TOwner> or Said<TOwner> or Ended<TOwner>:
                break;
            case Added<TOwner> added:
                total += added.Amount;
                break;
            case Drifted<TOwner>:
                total += Interlocked.Increment(ref drift);
                break;
            case Corrupted<TOwner>:
                corrupt = true;
                break;
            case DueSet<TOwner> set:
                deadlines.Set(Key(set.Name), set.At);
                scripts[set.Name] = set.Script;
                break;
            case DueDone<TOwner> done:
                deadlines.Clear(Key(done.Name));
                scripts.Remove(done.Name);
                break;
            case Incurred<TOwner> incurred:
                debts.Add(incurred.Key);
                break;
            case Settled<TOwner> settled:
                debts.Remove(settled.Key);
                break;
            case Resumed gap:
                resumed += gap.GapMilliseconds;
                deadlines.Shift(static _ => true, gap.GapMilliseconds);
                break;
            case DeadlineParked parked:
                if (parked.Key.Name != Unparkable) deadlines.Park(parked.Key);
                break;
            default:
                throw new UnreachableException(journalEvent.GetType().Name);
        }
    }

    public void TellNews(IJournalEvent journalEvent, in Stamp stamp, SiteId site, List<INews> news)
    {
        if (journalEvent is not Said<TOwner> said) return;
        news.Add(new Word(site, said.Text));
        if (said.Text == "mute") throw new InvalidOperationException("Told to be mute.");
    }

    public void CollectOwed(List<Owed> owed)
    {
        foreach (var key in debts) owed.Add(new Owed(key, new Debt(key)));
    }

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("total", total);
        writer.WriteNumber("resumed", resumed);
        writer.WriteBoolean("corrupt", corrupt);
        writer.WriteStartArray("debts");
        foreach (var key in debts) writer.WriteStringValue(key);
        writer.WriteEndArray();
        writer.WriteStartObject("scripts");
        foreach (var (name, script) in scripts) writer.WriteString(name, script);
        writer.WriteEndObject();
        deadlines.Save(writer);
        writer.WriteEndObject();
    }

    public void Load(JsonElement state)
    {
        total = state.GetProperty("total").GetInt64();
        resumed = state.GetProperty("resumed").GetInt64();
        corrupt = state.GetProperty("corrupt").GetBoolean();
        foreach (var key in state.GetProperty("debts").EnumerateArray())
        {
            if (key.GetString() is { } debt && debt != Unloadable) debts.Add(debt);
        }
        foreach (var script in state.GetProperty("scripts").EnumerateObject()) scripts.Add(script.Name, script.Value.GetString()!);
        deadlines.Load(state);
    }

    public void AssertInvariants()
    {
        if (corrupt) throw new InvariantBrokenException("Told to be corrupt.");
    }

    private static DeadlineKey Key(string name) => new(1, Guid.Empty, name);

    private Verdict Do(string script, char separator, IDecision decision)
    {
        foreach (var step in script.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (verb, rest) = Cut(step);
            if (Step(verb, rest, decision) is { IsAccepted: false } refused) return refused;
        }
        return Verdict.Accepted(new Made { Position = (int)total });
    }

    private Verdict Step(string verb, string rest, IDecision decision)
    {
        switch (verb)
        {
            case "add":
                decision.Emit(new Added<TOwner>(long.Parse(rest, CultureInfo.InvariantCulture)));
                break;
            case "say":
                decision.Emit(new Said<TOwner>(rest));
                break;
            case "end":
                decision.Emit(new Ended<TOwner>(rest));
                break;
            case "owe":
                decision.Emit(new Incurred<TOwner>(rest));
                break;
            case "settle":
                decision.Emit(new Settled<TOwner>(rest));
                break;
            case "drift":
                decision.Emit(new Drifted<TOwner>());
                break;
            case "corrupt":
                decision.Emit(new Corrupted<TOwner>());
                break;
            case "foreign":
                decision.Emit(new Added<TNeighbour>(1));
                break;
            case "due":
                var (name, after) = Cut(rest);
                var (wait, script) = Cut(after);
                decision.Emit(new DueSet<TOwner>(name, decision.Now.PlusMilliseconds(long.Parse(wait, CultureInfo.InvariantCulture)), script));
                break;
            case "ask":
                return decision.Ask(new Hear<TNeighbour>(site, rest));
            case "try":
                decision.Ask(new Hear<TNeighbour>(site, rest));
                break;
            case "tell":
                decision.Tell(new Hear<TNeighbour>(site, rest));
                break;
            case "circle":
                decision.Tell(new Hear<TNeighbour>(site, "circle"));
                break;
            case "refuse":
                return Verdict.Refused(RefusalReason.NotYours, "Told to refuse.", "script", ["a", "b"]);
            case "throw":
                throw new InvalidOperationException("Told to throw.");
            case "break":
                throw new InvariantBrokenException("Told to break.");
            default:
                throw new UnreachableException(verb);
        }
        return Verdict.Accepted();
    }

    private static (string Verb, string Argument) Cut(string step) =>
        step.IndexOf(' ', StringComparison.Ordinal) is var at && at < 0 ? (step, "") : (step[..at], step[(at + 1)..].Trim());
}
