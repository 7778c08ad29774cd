namespace AcdRouter.Contracts;

/// <summary>
/// Names the processes that hold lines of pages and are alive. Every line of a process not named counts as lost from now, with full
/// grace, and <see cref="LinesLost"/> says so. Lines without a holder are left as they are.
/// </summary>
/// <param name="CommandId">Names the command.</param>
/// <param name="Site">The site.</param>
/// <param name="Holders">The processes alive; at most 1000; empty when there is none.</param>
[Entity("confirm-lines")]
public sealed record ConfirmLines(CommandId CommandId, SiteId Site, ValueList<Guid> Holders) : ICommand;

/// <summary>
/// The lines that a process holds at the site count as lost. Should it be alive all the same, it reports each of them opened again, under
/// the same connection and a higher ordinal.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Holder">The process.</param>
[Entity("lines-lost")]
public sealed record LinesLost(SiteId Site, Guid Holder) : INews;
