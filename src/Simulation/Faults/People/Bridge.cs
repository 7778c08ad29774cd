using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Faults;

/// <summary>The voice bridge: confirms what it is told, late, twice, or only when it is told again; never what it was not told.</summary>
internal sealed class Bridge(World world, Dice dice)
{
    public void Hear(object message)
    {
        switch (message)
        {
            case OpenVoiceCall open when Listens():
                Confirm(new ConfirmVoiceCallOpened(IdOf(open.Call, 1), open.Site, open.Session, open.Call));
                break;
            case EndVoiceCall end when Listens():
                Confirm(new ConfirmVoiceCallEnded(IdOf(end.Call, 2), end.Site, end.Session, end.Call));
                break;
        }
    }

    private bool Listens() => world.IsSettling || dice.Percent(60);

    private void Confirm(ICommand command) =>
        world.Agenda.After(dice.Percent(80) ? dice.Between(10, 1_000) : dice.Between(1_000, 45_000), () => world.Repeatable(command, dice));

    /// <summary>Made from the call, so that repeats of one confirmation fold.</summary>
    private static CommandId IdOf(CallId call, byte what)
    {
        var bytes = call.Value.ToByteArray();
        bytes[0] ^= what;
        return new CommandId(new Guid(bytes));
    }
}
