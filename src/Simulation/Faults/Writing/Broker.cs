using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// The bus and the supervisor of programs: carries wishes to whoever runs, and answers and news back; loses, doubles and delays
/// them; hands on what a dead writer had not answered; starts another writer when none is left.
/// </summary>
internal sealed class Broker(World world)
{
    /// <summary>How often a wish is sent before its sender gives up, while the world is at its worst.</summary>
    private const int MaxSends = 6;

    private readonly Dice dice = new(world.Options.Seed, 3);
    private readonly ProcessLayout layout = new(world.Processes);
    private readonly Queue<Delivery> held = new();
    private readonly List<Writer> running = [];
    private int underWay;
    private int starting;
    private bool handingOut;

    public int MessageFaults { get; private set; }

    public int WritersStarted { get; private set; }

    /// <summary>The writer that started last and still runs; null when none does.</summary>
    public Writer? Current => running.Count == 0 ? null : running[^1];

    /// <summary>Every writer that runs, oldest first.</summary>
    public IReadOnlyList<Writer> Running => running;

    /// <summary>True when nobody waits for an answer and everything is told.</summary>
    public bool IsQuiet => underWay == 0 && held.Count == 0 && Current is { IsIdle: true };

    /// <summary>Why it is not quiet.</summary>
    public string WhatIsUnderWay => $"{underWay} wishes without an answer, {held.Count} held by the bus, {running.Count} writers running, {starting} starting";

    /// <summary>How long nobody is there before the next writer starts.</summary>
    public long NextDowntimeMilliseconds { get; set; }

    /// <summary>Starts a writer now; one that runs is not asked.</summary>
    public void StartWriter(Action<Writer>? prepare = null)
    {
        starting++;
        WritersStarted++;
        var writer = new Writer(world, WritersStarted, dice.Name(), layout);
        prepare?.Invoke(writer);
        world.Note($"writer {writer.Number} starts");
        world.Watch(writer.StartAsync());
    }

    public void WriterRuns(Writer writer)
    {
        starting--;
        running.Add(writer);
        HandOut();
    }

    public void WriterEnded(Writer writer, IReadOnlyList<Delivery> unanswered)
    {
        if (!running.Remove(writer)) starting--;
        foreach (var delivery in unanswered)
        {
            // The bus has not seen it acknowledged and delivers it again; or it had, and only the sender knows.
            if (dice.Percent(80)) held.Enqueue(delivery with { Number = delivery.Number + 1 });
        }
        world.FaultsLeftBy(writer);
        if (running.Count + starting > 0) return;
        // In a long downtime nothing happens, and what was under way arrives late, all at once, when it is over.
        world.Agenda.Skip(NextDowntimeMilliseconds);
        NextDowntimeMilliseconds = 0;
        var pause = dice.Between(50, 5_000);
        starting++;
        world.Agenda.After(pause, () =>
        {
            starting--;
            StartWriter();
        });
    }

    /// <summary>Sends a wish, and again while it is not answered.</summary>
    public void Send(Wish wish)
    {
        underWay++;
        SendOnce(wish);
    }

    /// <summary>Carries an answer back.</summary>
    public void Return(Wish wish, object answer) => Carry(() =>
    {
        if (wish.Answer is not null) return;
        wish.Answer = answer;
        if (!wish.IsGivenUp) underWay--;
        wish.Then?.Invoke(answer);
    });

    /// <summary>Carries something, perhaps twice, late or not at all.</summary>
    public void Carry(Action arrive)
    {
        var fate = world.IsSettling ? 99 : dice.Below(100);
        if (fate < 12) MessageFaults++;
        if (fate < 4) return;
        if (fate < 8) world.Agenda.After(dice.Between(1, 6_000), arrive);
        world.Agenda.After(fate is >= 8 and < 12 ? dice.Between(500, 15_000) : dice.Between(1, 60), arrive);
    }

    private void SendOnce(Wish wish)
    {
        wish.Sent++;
        Carry(() => Deliver(new Delivery(wish, 1)));
        world.Agenda.After(dice.Between(2_000, 7_000), () =>
        {
            if (wish.Answer is not null) return;
            if (wish.Sent < MaxSends || world.IsSettling) SendOnce(wish);
            else GiveUp(wish);
        });
    }

    private void GiveUp(Wish wish)
    {
        wish.IsGivenUp = true;
        underWay--;
    }

    private void Deliver(Delivery delivery)
    {
        held.Enqueue(delivery);
        HandOut();
    }

    /// <summary>Hands out what is held; what nobody takes is offered again shortly.</summary>
    private void HandOut()
    {
        for (var count = held.Count; count > 0; count--)
        {
            var delivery = held.Dequeue();
            var target = running.Count > 1 && !world.IsSettling ? dice.Pick(running) : Current;
            if (target is null || !target.Take(delivery, dice.Below(25))) held.Enqueue(delivery);
        }
        if (held.Count == 0 || handingOut) return;
        handingOut = true;
        world.Agenda.After(300, () =>
        {
            handingOut = false;
            HandOut();
        });
    }
}
