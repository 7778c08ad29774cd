namespace AcdRouter.Contracts;

/// <summary>There is nothing of that name here, or nothing that the one who asks may see.</summary>
/// <param name="Query">The query's name on the bus.</param>
[Entity("query-unanswered")]
public sealed record QueryUnanswered(string Query);
