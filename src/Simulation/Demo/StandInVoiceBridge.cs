using System.Buffers.Binary;
using AcdRouter.Contracts;

namespace AcdRouter.Simulation.Demo;

/// <summary>Stands in for a voice bridge: confirms whatever it is asked for, and carries no sound.</summary>
public static class StandInVoiceBridge
{
    /// <summary>The confirmation of a message to the bridge; null for any other message. The same for a repeat.</summary>
    public static ICommand? Answer(object message) => message switch
    {
        OpenVoiceCall open => new ConfirmVoiceCallOpened(IdFor(open.Call, 1), open.Site, open.Session, open.Call),
        EndVoiceCall end => new ConfirmVoiceCallEnded(IdFor(end.Call, 2, end.Order), end.Site, end.Session, end.Call, end.Order),
        _ => null,
    };

    // Made from the call and the order, so that the engine folds repeats; another one for each of the two confirmations.
    private static CommandId IdFor(CallId call, byte which, long order = 0)
    {
        Span<byte> bytes = stackalloc byte[16];
        call.Value.TryWriteBytes(bytes);
        bytes[15] ^= which;
        BinaryPrimitives.WriteInt64LittleEndian(bytes, BinaryPrimitives.ReadInt64LittleEndian(bytes) ^ order);
        return new CommandId(new Guid(bytes));
    }
}
