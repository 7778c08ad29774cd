namespace AcdRouter.Simulation.Faults;

/// <summary>
/// Everything that one writer does to the world outside goes through here, and armed faults strike here. A dead writer's calls
/// never return; a frozen one's return when it thaws.
/// </summary>
internal sealed class Hazards(Agenda agenda, VirtualTime time, Action<ArmedFault> struck, Action die)
{
    // Of each writer its own: what waits for ever is forgotten with the writer.
    private readonly Task never = new TaskCompletionSource().Task;
    private readonly List<Armed> armed = [];
    private readonly List<TaskCompletionSource> frozen = [];

    /// <summary>Until then every call to the journal fails.</summary>
    public long JournalAwayUntil { get; set; }

    /// <summary>Until then every call to the bus fails.</summary>
    public long BusAwayUntil { get; set; }

    public void Arm(ArmedFault fault) => armed.Add(new Armed(fault));

    /// <summary>Takes back every fault that has not struck.</summary>
    public IReadOnlyList<ArmedFault> Disarm()
    {
        var left = armed.Select(each => each.Fault).ToArray();
        armed.Clear();
        return left;
    }

    /// <summary>A fault strikes here that needs no call; true when the writer died of it.</summary>
    public bool DiesAt(FaultPoint point)
    {
        if (time.IsDead) return true;
        if (Take(point) is not { } fault) return false;
        struck(fault);
        die();
        return true;
    }

    /// <summary>Makes a call to the world outside.</summary>
    public async ValueTask<T> CallAsync<T>(FaultPoint point, Func<T> effect)
    {
        if (time.IsDead) await never.ConfigureAwait(false);
        if (time.IsFrozen) await ThawAsync().ConfigureAwait(false);
        if (IsAway(point)) throw new IOException($"{point}: away.");
        if (Take(point) is not { } fault) return effect();
        struck(fault);
        switch (fault.Act)
        {
            case FaultAct.DieBefore:
                die();
                break;
            case FaultAct.DieAfter:
                effect();
                die();
                break;
            case FaultAct.FreezeBefore:
                Freeze(fault.Milliseconds);
                await ThawAsync().ConfigureAwait(false);
                return effect();
            case FaultAct.FreezeAfter:
                var early = effect();
                Freeze(fault.Milliseconds);
                await ThawAsync().ConfigureAwait(false);
                return early;
            case FaultAct.Fail:
                throw new IOException($"{point}: failed.");
            case FaultAct.LoseAnswer:
                effect();
                throw new TimeoutException($"{point}: no answer.");
            case FaultAct.ActLate:
                agenda.After(fault.Milliseconds, () => effect());
                throw new TimeoutException($"{point}: no answer yet.");
            default:
                throw new System.Diagnostics.UnreachableException(fault.Act.ToString());
        }
        await never.ConfigureAwait(false);
        throw new System.Diagnostics.UnreachableException();
    }

    private bool IsAway(FaultPoint point) =>
        agenda.Now < (point is FaultPoint.Publish or FaultPoint.History ? BusAwayUntil : JournalAwayUntil);

    private ArmedFault? Take(FaultPoint point)
    {
        var index = armed.FindIndex(each => each.Fault.Point == point);
        if (index < 0 || armed[index].Passes++ < armed[index].Fault.PassesBefore) return null;
        var fault = armed[index].Fault;
        armed.RemoveAt(index);
        return fault;
    }

    private void Freeze(long milliseconds)
    {
        time.Freeze();
        agenda.After(milliseconds, () =>
        {
            if (time.IsDead) return;
            time.Thaw();
            var waiting = frozen.ToArray();
            frozen.Clear();
            foreach (var each in waiting) each.SetResult();
        });
    }

    // Continues on the world's thread, inside the call that thaws. Each caller has a task of its own: of several continuations of one
    // task the runtime may move some to another thread.
    private Task ThawAsync()
    {
        var waiting = new TaskCompletionSource();
        frozen.Add(waiting);
        return waiting.Task;
    }

    private sealed class Armed(ArmedFault fault)
    {
        public ArmedFault Fault { get; } = fault;

        public int Passes { get; set; }
    }
}
