namespace AcdRouter.Simulation.Faults;

/// <summary>Where a writer touches the world outside: between any two of these it may die.</summary>
public enum FaultPoint
{
    /// <summary>It loads what came before.</summary>
    Load = 1,

    /// <summary>It appends a batch.</summary>
    Append = 2,

    /// <summary>It answers a caller.</summary>
    Answer = 3,

    /// <summary>It has answered every caller and is about to publish.</summary>
    AfterAnswers = 4,

    /// <summary>It hands one message to the bus.</summary>
    Publish = 5,

    /// <summary>It writes records of what has ended.</summary>
    History = 6,

    /// <summary>It saves how far news is confirmed.</summary>
    Cursor = 7,

    /// <summary>It saves a snapshot.</summary>
    Snapshot = 8,

    /// <summary>It forgets records behind a snapshot.</summary>
    Trim = 9,
}

/// <summary>What goes wrong at a point.</summary>
public enum FaultAct
{
    /// <summary>The program dies before the effect.</summary>
    DieBefore = 1,

    /// <summary>The program dies after the effect, before it hears of it.</summary>
    DieAfter = 2,

    /// <summary>The program freezes before the effect and does it when it thaws.</summary>
    FreezeBefore = 3,

    /// <summary>The program freezes after the effect.</summary>
    FreezeAfter = 4,

    /// <summary>The call fails without an effect.</summary>
    Fail = 5,

    /// <summary>The call has its effect and the answer is lost.</summary>
    LoseAnswer = 6,

    /// <summary>The call fails and has its effect later.</summary>
    ActLate = 7,
}

/// <summary>A fault that waits for its writer to come to its point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Act">What goes wrong there.</param>
/// <param name="Milliseconds">How long it lasts: frozen, or late.</param>
/// <param name="PassesBefore">How often the point is passed unharmed before.</param>
public sealed record ArmedFault(FaultPoint Point, FaultAct Act, long Milliseconds, int PassesBefore)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Act} at {Point}";
}
