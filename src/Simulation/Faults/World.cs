using System.Runtime.ExceptionServices;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// A world from one seed: two sites with their people, a bus that loses, doubles and delays, a disk, and programs that run the real
/// kernel, Sessions and Router and are made to fail in every way there is. One thread, one agenda; after every step the checker
/// looks at what has become durable and at what was told.
/// </summary>
public sealed class World
{
    /// <summary>Where a world's clock starts: a Monday morning.</summary>
    private const long Morning = 1_772_442_000_000;

    /// <summary>How long people have, after the last fault, to bring everything under way to its end.</summary>
    private const long SettleMilliseconds = 120_000;

    /// <summary>A world that has not come to rest by then never will.</summary>
    private const long RestlessMilliseconds = 900_000;

    /// <summary>The runtime moves continuations to another thread when the stack runs short; worlds need a fraction of it.</summary>
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Lines of what happened kept for the report of a failure.</summary>
    private const int KeptNotes = 60;

    private readonly Queue<string> notes = new();
    private readonly List<Breach> breaches = [];
    private readonly SortedDictionary<string, int> faultsByKind = new(StringComparer.Ordinal);
    private readonly List<SiteCrowd> crowds = [];
    private readonly FaultPlan plan;
    private long steps;
    private int nextPlanAt;
    private int openedAnew;

    public World(WorldOptions options)
    {
        Options = options;
        Dice = new Dice(options.Seed, 1);
        Agenda = new Agenda(Morning);
        Store = options.Store();
        Checker = new Checker(this, Processes);
        Broker = new Broker(this);
        plan = new FaultPlan(this, new Dice(options.Seed, 2));
        foreach (var site in new[] { "north", "south" }) crowds.Add(new SiteCrowd(this, new SiteId(site), new Dice(options.Seed, 10 + (ulong)crowds.Count)));
    }

    internal WorldOptions Options { get; }

    internal Agenda Agenda { get; }

    internal Dice Dice { get; }

    internal SimulatedStore Store { get; }

    internal Tripwire Tripwire { get; } = new();

    internal Checker Checker { get; }

    internal Broker Broker { get; }

    /// <summary>Every command that anybody made, by id.</summary>
    internal Dictionary<CommandId, ICommand> Made { get; } = [];

    /// <summary>No fault strikes any more and nobody begins anything new: what is under way comes to its end.</summary>
    internal bool IsSettling { get; private set; }

    private Instant Now => new(Agenda.Now);

    /// <summary>Plays a world to its end.</summary>
    /// <exception cref="WorldFailedException">An invariant was broken.</exception>
    public static WorldReport Run(WorldOptions options)
    {
        // A thread of its own: continuations run where they are completed only where neither a synchronization context nor a task
        // scheduler of the caller asks for them, and the stack is deep enough.
        WorldReport? report = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Play, StackBytes) { IsBackground = true, Name = $"world {options.Seed}" };
        thread.UnsafeStart();
        thread.Join();
        failure?.Throw();
        return report!;

        void Play()
        {
            try
            {
                report = new World(options).PlayGuarded();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    /// <summary>Wishes that people made of themselves: what a new run makes their pages report does not count.</summary>
    private int Begun => Made.Count - openedAnew;

    /// <summary>A page that a new run made open anew reports it.</summary>
    internal void OpensAnew(ICommand command, Dice dice)
    {
        openedAnew++;
        Wish(command, dice);
    }

    /// <summary>Somebody makes a wish.</summary>
    internal void Wish(ICommand command, Dice dice, Action<object>? then = null, ulong? fingerprint = null)
    {
        var candidates = Enumerable.Range(0, 3).Select(_ => new SessionNumber(SessionNumber.Min + dice.Below(4_000))).ToValueList();
        var wish = new Wish(command, fingerprint ?? dice.Bits() >> 1, candidates, command.CommandId.Value, Now) { Then = then };
        Made.TryAdd(command.CommandId, command);
        if (!IsSettling && plan.PoisonsNext(command)) Tripwire.Poison(command.CommandId);
        Broker.Send(wish);
        if (Begun >= nextPlanAt && !IsSettling)
        {
            nextPlanAt = Begun + (Options.Commands / (Options.Faults + 2));
            plan.ThrowNext();
        }
    }

    /// <summary>A program makes the same wish again under the same id and with the same contents.</summary>
    internal void Repeatable(ICommand command, Dice dice)
    {
        if (Made.ContainsKey(command.CommandId)) Broker.Send(new Wish(command, 1, [], Guid.Empty, Now));
        else Wish(command, dice, fingerprint: 1);
    }

    internal void Fail(string invariant, string what) => breaches.Add(new Breach(invariant, what));

    internal void Note(string what)
    {
        notes.Enqueue($"{Now} {what}");
        if (notes.Count > KeptNotes) notes.Dequeue();
    }

    /// <summary>A big fault struck.</summary>
    internal void Struck(string what)
    {
        Note("FAULT " + what);
        var kind = what.Split(" of writer", 2)[0];
        faultsByKind[kind] = faultsByKind.GetValueOrDefault(kind) + 1;
    }

    /// <summary>What a task throws, fails the world.</summary>
    internal void Watch(Task task)
    {
        if (task.IsCompletedSuccessfully) return;
        task.ContinueWith(
            failed => Fail("kernel", failed.Exception!.GetBaseException().ToString()),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    internal void WriterRuns(Writer writer)
    {
        Broker.WriterRuns(writer);
        if (writer.Number == 1) return;
        // The lines were the old program's; a frozen one keeps its own, and people notice nothing.
        foreach (var crowd in crowds) crowd.OpenAnew();
    }

    internal void WriterEnded(Writer writer, string how, IReadOnlyList<Delivery> unanswered)
    {
        Note($"writer {writer.Number} {how}");
        if (Dice.Percent(25)) Store.LosePower();
        Broker.WriterEnded(writer, unanswered);
    }

    internal void FaultsLeftBy(Writer writer) => plan.PassOn(writer);

    internal void Answered(Wish wish, object answer)
    {
        Checker.Advance();
        Checker.Answered(wish, answer);
        Broker.Return(wish, answer);
    }

    internal void Published(Writer writer, OutgoingMessage message)
    {
        Checker.Advance();
        Checker.Published(writer.Number, message);
        foreach (var crowd in crowds)
        {
            if (crowd.Site == SiteOf(message.Message)) Broker.Carry(() => crowd.Hear(message.Message));
        }
    }

    internal IReadOnlyList<IProcess> Processes(SiteId site) =>
        [.. Options.Processes(site).Select(each => new TrippingProcess(each, Tripwire))];

    private static SiteId? SiteOf(object message) => message switch
    {
        INews news => news.Site,
        OpenVoiceCall open => open.Site,
        EndVoiceCall end => end.Site,
        _ => null,
    };

    /// <summary>What the world's own parts throw is a failure of this world, and is reported with its seed.</summary>
    private WorldReport PlayGuarded()
    {
        try
        {
            return Play();
        }
        catch (Exception e) when (e is not WorldFailedException)
        {
            Fail(e is InvariantBrokenException ? InvariantIn(e.Message) : "kernel", e.ToString());
            throw new WorldFailedException(Options, steps, breaches, [.. notes]);
        }
    }

    private static string InvariantIn(string message) => message.Length > 1 && message[0] == 'I' && char.IsAsciiDigit(message[1]) ? message.Split([' ', ':'], 2)[0] : "kernel";

    private WorldReport Play()
    {
        Tripwire.Tripped = what => Struck($"Throw in {what}");
        nextPlanAt = 60;
        Broker.StartWriter();
        foreach (var crowd in crowds) crowd.Begin();
        PlayUntil(() => Begun >= Options.Commands);
        IsSettling = true;
        plan.Stop();
        var settled = Agenda.Lived + SettleMilliseconds;
        PlayUntil(() => Agenda.Lived >= settled && (Broker.IsQuiet || Agenda.Lived > settled + RestlessMilliseconds));
        if (!Broker.IsQuiet) Fail("kernel", $"the world does not come to rest: {Broker.WhatIsUnderWay}");
        Checker.Close(Broker.Current?.StateAtRest);
        ThrowIfBroken();
        var lastAct = new LaggingStore(this, new Dice(Options.Seed, 4)).PlayAsync(Broker.Current!);
        if (!lastAct.IsCompleted) throw new InvalidOperationException("The last act waits for something.");
        lastAct.GetAwaiter().GetResult();
        ThrowIfBroken();
        return Checker.Report(Options.Seed, steps, faultsByKind, Broker.MessageFaults, Broker.WritersStarted);
    }

    private void PlayUntil(Func<bool> ended)
    {
        while (!ended())
        {
            if (!Agenda.RunNext()) throw new InvalidOperationException("The world stands still.");
            steps++;
            Checker.Advance();
            if (steps % Checker.CompareEvery == 0) Checker.CompareWith(Broker.Current?.StateAtRest);
            ThrowIfBroken();
        }
    }

    private void ThrowIfBroken()
    {
        if (breaches.Count > 0) throw new WorldFailedException(Options, steps, breaches, [.. notes]);
    }
}
