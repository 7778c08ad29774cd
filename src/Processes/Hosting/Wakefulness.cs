using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// When the loop was awake and could hear the world, and for how long it was not: frozen, waiting for the journal, skipped by a jump
/// of the clock, or cut off from the carrier of commands. What people could not do or say in that time they may still do.
/// </summary>
internal sealed class Wakefulness(PartitionClock clock, Func<bool>? mayActAlone)
{
    private long standstill;
    private Instant? heldBackSince;

    /// <summary>When the loop was last known to be awake.</summary>
    public Instant LastAwake { get; private set; }

    /// <summary>True when the loop may act of itself; asked anew once a turn.</summary>
    public bool MayAct { get; private set; } = true;

    /// <summary>True when a time in which nobody was heard is still to be recorded.</summary>
    public bool StoodStill => standstill > 0;

    /// <summary>Starts counting.</summary>
    public void Begin(Instant now) => LastAwake = now;

    /// <summary>
    /// The time, noted as one at which the loop was awake. Called after every wait, so that no stretch of time counts twice and short
    /// waits do not add up to a standstill.
    /// </summary>
    public Instant Look()
    {
        var now = clock.Now;
        var passed = now.Since(LastAwake);
        LastAwake = now;
        if (passed <= KernelLimits.FrozenAfterMilliseconds) return now;
        standstill += passed;
        // What is counted as standing still is not counted again as being held back.
        heldBackSince = heldBackSince?.PlusMilliseconds(passed);
        return now;
    }

    /// <summary>
    /// Asks whether the loop may act of itself. Once it may again after a long time, that time counts as a standstill: reports that
    /// would have moved a deadline lay where the deliveries came from, and must be given their time to arrive.
    /// </summary>
    public void AskMayAct(Instant now)
    {
        MayAct = mayActAlone is null || mayActAlone();
        if (!MayAct)
        {
            heldBackSince ??= now;
            return;
        }
        if (heldBackSince is { } since && now.Since(since) is var held && held > KernelLimits.FrozenAfterMilliseconds) standstill += held;
        heldBackSince = null;
    }

    /// <summary>The time in which nobody was heard and that is not recorded yet; it counts as recorded from here on.</summary>
    public long TakeStandstill()
    {
        var taken = standstill;
        standstill = 0;
        return taken;
    }
}
