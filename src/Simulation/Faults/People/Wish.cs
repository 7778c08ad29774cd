using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Simulation.Faults;

/// <summary>One wish of somebody: a command, sent again under its id until it is answered or given up.</summary>
/// <param name="Command">The command.</param>
/// <param name="Fingerprint">Hash of its contents.</param>
/// <param name="Numbers">Candidates for a session number.</param>
/// <param name="Secret">Of which unguessable ids are made.</param>
/// <param name="MadeAt">When it was made.</param>
public sealed record Wish(ICommand Command, ulong Fingerprint, ValueList<SessionNumber> Numbers, Guid Secret, Instant MadeAt)
{
    /// <summary>What the sender does about the first answer.</summary>
    public Action<object>? Then { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Sent { get; set; }

    /// <summary>The sender waits no longer; an answer that comes all the same is heard.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>The answer that reached the sender; null while none has.</summary>
    public object? Answer { get; set; }

    /// <summary>The envelope of one delivery.</summary>
    public CommandEnvelope Envelope(int delivery) =>
        new(Command) { Fingerprint = Fingerprint, NumberCandidates = Numbers, Secret = Secret, SentAt = MadeAt, Delivery = delivery };
}

/// <summary>One delivery of a wish by the bus.</summary>
/// <param name="Wish">The wish.</param>
/// <param name="Number">From 1; higher when a writer died with it.</param>
public readonly record struct Delivery(Wish Wish, int Number);
