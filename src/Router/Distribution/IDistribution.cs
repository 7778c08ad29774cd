using AcdRouter.Contracts;

namespace AcdRouter.Router;

/// <summary>Who among the free members of a queue is offered a request (R3). Stateless; the order it makes is kept by the queue.</summary>
internal interface IDistribution
{
    /// <summary>Named in explanations.</summary>
    string Name { get; }

    /// <summary>Offers to all free members at once.</summary>
    bool IsBroadcast { get; }

    /// <summary>The order depends on the skills that the request wants.</summary>
    bool WeighsSkills { get; }

    /// <summary>Begins after the agent who was offered last instead of at the head.</summary>
    bool StartsAfterLast { get; }

    /// <summary>The member's place in the order.</summary>
    /// <param name="agent">The member.</param>
    /// <param name="standing">What counts of the member.</param>
    /// <param name="proficiency">Sum over the wanted skills; 0 unless <see cref="WeighsSkills"/>.</param>
    RankKey Rank(PersonId agent, in Standing standing, int proficiency);
}
