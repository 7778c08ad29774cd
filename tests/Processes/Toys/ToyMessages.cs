using AcdRouter.Contracts;

namespace AcdRouter.Processes.Tests.Toys;

/// <summary>Names the first process of a toy site.</summary>
internal sealed class Left;

/// <summary>Names the second process of a toy site.</summary>
internal sealed class Right;

/// <summary>Has the left process do a script; see <see cref="ToyProcess{TOwner,TNeighbour}"/>.</summary>
internal sealed record Act(CommandId CommandId, SiteId Site, string Script) : ICommand;

/// <summary>A command that no process takes.</summary>
internal sealed record Unheard(CommandId CommandId, SiteId Site) : ICommand;

/// <summary>Has a process do a script for its neighbour.</summary>
internal sealed record Hear<TOwner>(SiteId Site, string Script) : INeighbourMessage;

/// <summary>Asks for the sum of the left process.</summary>
internal sealed record HowMuch(SiteId Site) : IQuery;

/// <summary>Asks when a named deadline comes.</summary>
internal sealed record WhenDue(SiteId Site, string Name) : IQuery;

/// <summary>A query whose answering throws.</summary>
internal sealed record Trap(SiteId Site) : IQuery;

/// <summary>The sum and the time it was asked at.</summary>
internal sealed record Sum(long Total, long ResumedMilliseconds, Instant AskedAt);

/// <summary>When a deadline comes.</summary>
internal sealed record DueView(string Name, Instant At);

/// <summary>What a toy tells the world.</summary>
internal sealed record Word(SiteId Site, string Text) : INews;

/// <summary>What a toy owes.</summary>
internal sealed record Debt(string Key);
