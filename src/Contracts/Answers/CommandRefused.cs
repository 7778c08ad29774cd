namespace AcdRouter.Contracts;

/// <summary>The command changed nothing.</summary>
/// <param name="CommandId">The command that is answered.</param>
/// <param name="Refusal">Why.</param>
[Entity("command-refused")]
public sealed record CommandRefused(CommandId CommandId, Refusal Refusal);

/// <summary>Why a command was refused.</summary>
/// <param name="Reason">The reason, for programs.</param>
/// <param name="Message">A sentence that names the field, the limit and what to do, for people.</param>
/// <param name="Field">The command's member at fault, in camel case as on the wire; null when no single one is.</param>
/// <param name="Names">Everything at fault where there may be several, such as all unknown agents; sorted.</param>
public sealed record Refusal(RefusalReason Reason, string Message, string? Field, ValueList<string> Names);
