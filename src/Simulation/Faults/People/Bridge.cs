using System.Buffers.Binary;
using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>
/// The voice bridge: confirms what it is told, late, twice, or only when it is told again; never what it was not told. It forgets calls,
/// so that each order to open one opens it anew, also after its end.
/// </summary>
internal sealed class Bridge(World world, Dice dice)
{
    private long openings;

    public void Hear(object message)
    {
        switch (message)
        {
            case OpenVoiceCall open when Listens():
                Confirm(new ConfirmVoiceCallOpened(IdOf(open.Call, ++openings), open.Site, open.Session, open.Call));
                break;
            case EndVoiceCall end when Listens():
                Confirm(new ConfirmVoiceCallEnded(IdOf(end.Call, end.Order), end.Site, end.Session, end.Call, end.Order));
                break;
        }
    }

    private bool Listens() => world.IsSettling || dice.Percent(60);

    private void Confirm(ICommand command) =>
        world.Agenda.After(dice.Percent(80) ? dice.Between(10, 1_000) : dice.Between(1_000, 45_000), () => world.Repeatable(command, dice));

    /// <summary>Made from the call and the opening or order, so that repeats of one confirmation fold. Orders are times, far above openings.</summary>
    private static CommandId IdOf(CallId call, long which)
    {
        var bytes = call.Value.ToByteArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ which);
        return new CommandId(new Guid(bytes));
    }
}
