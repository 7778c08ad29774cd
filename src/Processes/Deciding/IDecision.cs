using AcdRouter.Contracts;

namespace AcdRouter.Processes;

/// <summary>
/// What a process may do while it decides one command, neighbour's message or deadline. Everything emitted by all processes
/// under one command becomes one journal record: all of it is durable, or nothing happened.
/// </summary>
public interface IDecision
{
    /// <summary>The record's time: the only clock there is.</summary>
    Instant Now { get; }

    /// <summary>The command that caused all this; for a deadline, an id made from the partition and the record's sequence.</summary>
    CommandId Cause { get; }

    /// <summary>Candidates for a session number, in order of preference; the first free one is taken. Empty for deadlines.</summary>
    ValueList<SessionNumber> NumberCandidates { get; }

    /// <summary>128 random bits of which ids are made that nobody may guess; told to nobody and written nowhere. Empty for deadlines.</summary>
    Guid Secret { get; }

    /// <summary>Records a fact and applies it at once, so that what is decided next sees it.</summary>
    void Emit(IJournalEvent journalEvent);

    /// <summary>
    /// Asks the neighbour and has the answer now; a refusal has changed nothing there. Emit before asking only what stays true
    /// when the neighbour refuses. A neighbour that is asked may not ask back.
    /// </summary>
    Verdict Ask(INeighbourMessage message);

    /// <summary>
    /// Tells the neighbour. Delivered in order, inside the same record, after the running decision has returned; it cannot be
    /// refused: what is told is a fact, and a message that no longer fits the neighbour's state is passed over.
    /// </summary>
    void Tell(INeighbourMessage message);
}
