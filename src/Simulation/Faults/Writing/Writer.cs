using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// One run of the program: the real loop, publisher and snapshots, moved by the world's agenda. What it is handed it answers
/// after a turn; it may die between any two of its effects, and then nothing of it moves again.
/// </summary>
internal sealed class Writer
{
    private readonly World world;
    private readonly PartitionOptions options;
    private readonly List<(Delivery Delivery, Task<object?> Answer)> waiting = [];
    private readonly List<(IQuery Query, Task<object?> View)> asked = [];
    private PartitionStepper? stepper;
    private bool turning;
    private bool publishing;
    private bool publishAgain;
    private bool saving;
    private int alarm;
    private int toPublish;

    public Writer(World world, int number, Guid run, ProcessLayout layout)
    {
        this.world = world;
        Number = number;
        Time = new VirtualTime(world.Agenda);
        Hazards = new Hazards(world.Agenda, Time, fault => world.Struck($"{fault} of writer {number}"), Die);
        options = new PartitionOptions
        {
            Run = run,
            Layout = layout,
            Journal = new SimulatedJournal(world.Store, Hazards),
            History = new SimulatedHistory(Hazards, world.Checker.Keep),
            News = [new SimulatedBus(Hazards, message => world.Published(this, message))],
            Observer = new WriterObserver(world),
            Time = Time,
        };
    }

    public int Number { get; }

    public VirtualTime Time { get; }

    public Hazards Hazards { get; }

    /// <summary>Its loop, for moving it by hand once the world is over.</summary>
    public PartitionStepper Stepper => stepper!;

    /// <summary>True once it takes commands.</summary>
    public bool IsRunning => stepper is not null && !IsOver;

    /// <summary>True when it has died or was overtaken.</summary>
    public bool IsOver => Time.IsDead;

    /// <summary>The live state when nothing is under way in it; null otherwise.</summary>
    public PartitionState? StateAtRest => IsRunning && !turning && !Time.IsFrozen ? stepper!.State : null;

    /// <summary>True when it has decided and told everything that it was handed.</summary>
    public bool IsIdle => StateAtRest is not null && !publishing && toPublish == 0 && stepper!.Waiting == 0;

    public async Task StartAsync()
    {
        try
        {
            stepper = await PartitionStepper.StartAsync(options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JournalTakenException or IOException or TimeoutException)
        {
            // The program ends with an error and is started again, as its supervisor would.
            End("could not start: " + e.Message);
            return;
        }
        world.WriterRuns(this);
        Wake(0);
        Publish();
    }

    /// <summary>Takes a command; false when it takes none.</summary>
    public bool Take(Delivery delivery, long afterMilliseconds)
    {
        if (!IsRunning || Time.IsFrozen || stepper!.Waiting >= KernelLimits.MailboxPerSite) return false;
        waiting.Add((delivery, stepper.Submit(delivery.Wish.Envelope(delivery.Number))));
        world.Agenda.After(afterMilliseconds, () => Time.Run(Turn));
        return true;
    }

    /// <summary>Takes a query; its view leaves with the answers of the same turn.</summary>
    public void Ask(IQuery query)
    {
        if (!IsRunning || Time.IsFrozen || stepper!.Waiting >= KernelLimits.MailboxPerSite) return;
        asked.Add((query, stepper.Ask(query)));
        world.Agenda.After(world.Dice.Below(25), () => Time.Run(Turn));
    }

    public void Publish()
    {
        publishAgain = true;
        if (!publishing) world.Watch(PublishAsync());
    }

    public void SaveSnapshot()
    {
        if (!saving && StateAtRest is not null) world.Watch(SaveSnapshotAsync());
    }

    public void Die() => End("died");

    private void Turn()
    {
        if (IsRunning && !turning) world.Watch(TurnAsync());
    }

    private async Task TurnAsync()
    {
        turning = true;
        try
        {
            while (await stepper!.StepAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (!Release()) return;
                toPublish++;
                world.Agenda.After(world.Dice.Below(30), () => Time.Run(() =>
                {
                    toPublish--;
                    Publish();
                }));
            }
        }
        catch (JournalTakenException)
        {
            End("was overtaken");
            return;
        }
        finally
        {
            turning = false;
        }
        // The partition's own clock may be ahead of the wall clock; the heartbeat bounds what that costs.
        var wait = stepper.NextAt is { } next ? next.Since(Instant.From(Time.GetUtcNow())) : KernelLimits.HeartbeatMilliseconds;
        Wake(Math.Clamp(wait, 1, KernelLimits.HeartbeatMilliseconds));
    }

    private void Wake(long milliseconds)
    {
        var mine = ++alarm;
        world.Agenda.After(milliseconds, () => Time.Run(() =>
        {
            if (mine == alarm) Turn();
        }));
    }

    /// <summary>Answers leave one by one; false when the program died on the way.</summary>
    private bool Release()
    {
        for (var i = 0; i < waiting.Count;)
        {
            if (!waiting[i].Answer.IsCompleted)
            {
                i++;
                continue;
            }
            if (Hazards.DiesAt(FaultPoint.Answer)) return false;
            var (delivery, answer) = waiting[i];
            waiting.RemoveAt(i);
            world.Answered(delivery.Wish, answer.GetAwaiter().GetResult()!);
        }
        foreach (var (query, view) in asked.Where(each => each.View.IsCompleted)) world.Checker.Viewed(query, view.GetAwaiter().GetResult());
        asked.RemoveAll(each => each.View.IsCompleted);
        return !Hazards.DiesAt(FaultPoint.AfterAnswers);
    }

    private async Task PublishAsync()
    {
        publishing = true;
        while (publishAgain && !IsOver)
        {
            publishAgain = false;
            await stepper!.PublishAsync(CancellationToken.None).ConfigureAwait(false);
        }
        publishing = false;
    }

    private async Task SaveSnapshotAsync()
    {
        saving = true;
        try
        {
            await stepper!.SnapshotAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or TimeoutException or JournalTrimmedException)
        {
            // As the host: the old snapshot stays, and the next turn tries again.
            world.Note($"writer {Number} could not save a snapshot: {e.Message}");
        }
        saving = false;
    }

    private void End(string how)
    {
        if (IsOver) return;
        Time.IsDead = true;
        world.WriterEnded(this, how, [.. waiting.Select(each => each.Delivery)]);
        waiting.Clear();
    }
}
