namespace AcdRouter.Acd;

/// <summary>A command of the yardstick.</summary>
/// <param name="Session">Which session of the yardstick.</param>
/// <param name="Text">As long as a command is.</param>
internal sealed record BareCommand(int Session, string Text);

/// <summary>Its answer.</summary>
/// <param name="Session">Which session of the yardstick.</param>
/// <param name="Sequence">The record that was appended for it.</param>
internal sealed record BareAnswer(int Session, long Sequence);

/// <summary>News of the yardstick.</summary>
/// <param name="Session">Which session of the yardstick.</param>
/// <param name="Text">As long as news is.</param>
internal sealed record BareNews(int Session, string Text);
