using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// The last act of a world: the store falls back to a copy that lags behind while its writer is alive. Whoever knows more than the copy
/// must find out that history is lost, be it the writer, after somebody has gone on from less, or one who claims with the witnessed head
/// in hand; and the writer may neither answer nor write any more.
/// </summary>
internal sealed class LaggingStore(World world, Dice dice)
{
    /// <summary>Commands that the writer takes first, so that there is something to lose; each is a batch of its own.</summary>
    private const int TakenBefore = 8;

    private readonly SiteId site = new("north");

    public async Task PlayAsync(Writer writer)
    {
        var stepper = writer.Stepper;
        for (var i = 0; i < TakenBefore; i++) await DoAsync(stepper).ConfigureAwait(false);
        var witnessed = world.Store.Head;
        var kept = world.Store.FallBack(dice.Between(1, TakenBefore));
        await ClaimWithWitnessAsync(witnessed).ConfigureAwait(false);
        // Nobody, or somebody who knows nothing of it and stops short of the writer, or comes as far, or goes beyond.
        if (dice.Percent(75)) await GoOnAsync(dice.Below((int)(2 * (witnessed.Sequence - kept)) + 1)).ConfigureAwait(false);
        var end = world.Store.Head;
        var answer = stepper.Submit(Command());
        try
        {
            await stepper.StepAsync(CancellationToken.None).ConfigureAwait(false);
            world.Fail("I10", $"the writer that knew record {witnessed.Sequence} went on though the store had fallen back to record {kept}");
        }
        catch (HistoryLostException lost) when (lost.ExpectedSequence == witnessed.Sequence && lost.FoundSequence == end.Sequence)
        {
            world.Struck("StoreFellBack");
        }
        catch (Exception e) when (e is HistoryLostException or JournalTakenException)
        {
            world.Fail("I10", $"the store fell back from record {witnessed.Sequence} to {kept} and is at {end.Sequence}; the writer took it for: {e.Message}");
        }
        if (answer.IsCompletedSuccessfully) world.Fail("I10", "a command was answered on a history that is lost");
        if (world.Store.Head != end) world.Fail("I10", "a writer wrote on a history that is lost");
    }

    private async Task ClaimWithWitnessAsync(JournalHead witnessed)
    {
        var before = world.Store.Head;
        try
        {
            using var claimed = await PartitionStepper.StartAsync(Options(witnessed), CancellationToken.None).ConfigureAwait(false);
            world.Fail("I10", $"a run claimed record {before.Sequence}, though record {witnessed.Sequence} was witnessed");
        }
        catch (HistoryLostException) when (world.Store.Head == before)
        {
            // As it must be: nothing is claimed.
        }
    }

    private async Task GoOnAsync(int commands)
    {
        using var unwitting = await PartitionStepper.StartAsync(Options(null), CancellationToken.None).ConfigureAwait(false);
        for (var i = 0; i < commands; i++) await DoAsync(unwitting).ConfigureAwait(false);
    }

    private async Task DoAsync(PartitionStepper stepper)
    {
        var answer = stepper.Submit(Command());
        while (!answer.IsCompleted) await stepper.StepAsync(CancellationToken.None).ConfigureAwait(false);
        await answer.ConfigureAwait(false);
    }

    private CommandEnvelope Command() => new(new ConfirmLines(new CommandId(dice.Name()), site, [])) { Fingerprint = 1 };

    private PartitionOptions Options(JournalHead? witnessed)
    {
        var time = new VirtualTime(world.Agenda);
        var hazards = new Hazards(world.Agenda, time, static _ => { }, static () => { });
        return new PartitionOptions
        {
            Run = dice.Name(),
            Layout = new ProcessLayout(world.Processes),
            Journal = new SimulatedJournal(world.Store, hazards),
            History = new SimulatedHistory(hazards, static _ => { }),
            News = [new SimulatedBus(hazards, static _ => { })],
            Observer = new WriterObserver(world),
            Time = time,
            KnownHead = witnessed,
        };
    }
}
