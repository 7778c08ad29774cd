namespace AcdRouter.Contracts;

/// <summary>
/// Asks a site for a change. Answered exactly once with <see cref="CommandAccepted"/> or <see cref="CommandRefused"/>, after the
/// change is durable; a repeat under the same id has no further effect and gets the same answer.
/// </summary>
public interface ICommand
{
    /// <summary>Made by the sender, new for each wish; kept when the same wish is sent again.</summary>
    CommandId CommandId { get; }

    /// <summary>The site that the command is for.</summary>
    SiteId Site { get; }
}

/// <summary>Asks a site for its present state. Changes nothing; answered with the view named by its documentation.</summary>
public interface IQuery
{
    /// <summary>The site that is asked.</summary>
    SiteId Site { get; }
}

/// <summary>Says what has happened at a site. Published after it is durable, at least once, under an id that repeats keep.</summary>
public interface INews
{
    /// <summary>The site where it happened.</summary>
    SiteId Site { get; }
}

/// <summary>A message from one process of a site to its neighbour in the same partition, delivered inside the same record.</summary>
public interface INeighbourMessage
{
    /// <summary>The site of both.</summary>
    SiteId Site { get; }
}
