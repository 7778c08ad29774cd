namespace AcdRouter.Router;

/// <summary>Every bound of a site's routing, each with its reason. Sized so that 10,000 agents in 1,000 queues work.</summary>
public static class RoutingBounds
{
    /// <summary>Live requests of one site, waiting or assigned: at 1 KB each they fit 200 MB, and no site lets more people wait.</summary>
    public const int LiveRequests = 200_000;

    /// <summary>People of one site: twice the agents the engine is measured with.</summary>
    public const int People = 20_000;

    /// <summary>Queues of one site: twice the queues the engine is measured with.</summary>
    public const int Queues = 2_000;

    /// <summary>Members of one queue. A broadcast offer names every free member in one record, which this keeps small.</summary>
    public const int QueueMembers = 1_000;

    /// <summary>Queues that one agent is a member of: every change of the agent is entered in each.</summary>
    public const int QueuesOfAnAgent = 100;

    /// <summary>Skills of one person.</summary>
    public const int SkillsOfAPerson = 50;

    /// <summary>Channels of one site; each may cost 1 to <see cref="MaxCost"/> slots.</summary>
    public const int Channels = 50;

    /// <summary>Reasons for being unavailable: a list that people choose from.</summary>
    public const int UnavailableReasons = 50;

    /// <summary>Connections gone that are remembered of one agent, the newest: so many inbox pages at most are on their way at a time.</summary>
    public const int GoneConnections = 8;

    /// <summary>Slots that a session may take at most.</summary>
    public const int MaxCost = 10;

    /// <summary>Open broadcast offers of one agent: more do not fit a legible inbox. The requests first in the agent's order fill it.</summary>
    public const int OpenBroadcasts = 10;

    /// <summary>Agents that one request may be addressed to: the sender lists them by hand.</summary>
    public const int Addressees = 100;

    /// <summary>Form answers of one request.</summary>
    public const int Answers = 50;

    /// <summary>Skills wanted by one request.</summary>
    public const int WantedSkills = 10;

    /// <summary>Orders of free members kept for one queue, by slot cost and wanted skills: more than costs; a pure cache.</summary>
    public const int SkillOrders = 16;

    /// <summary>Broken rules of settings named in a refusal: more are not read, and settings for 20,000 people may break as many.</summary>
    public const int NamedBreaches = 100;

    /// <summary>Decisions kept from the start of a request.</summary>
    public const int FirstDecisions = 20;

    /// <summary>Decisions kept from the end of a request.</summary>
    public const int LastDecisions = 80;

    /// <summary>Agents named in one kept decision, the first of them: a broadcast to a thousand, repeated, would fill megabytes.</summary>
    public const int ExplainedAgents = 100;

    /// <summary>Names of agents passed over, over all reasons of one decision.</summary>
    public const int PassedOverNames = 20;

    /// <summary>Names of the agents ranked next: who would have been offered it instead; more would make every offer's record long.</summary>
    public const int NextRankedNames = 3;

    /// <summary>Ended requests remembered, so that a late answer is told what became of its request.</summary>
    public const int EndedRequests = 10_000;

    /// <summary>How long an ended request is remembered: longer than the longest offer lasts.</summary>
    public const int EndedRequestSeconds = 1_200;

    /// <summary>How long an offer of work addressed to agents lasts: the default of queues, as no queue says otherwise.</summary>
    public const int AddressedOfferSeconds = 30;

    /// <summary>An agent whose inbox has been away for so long is signed out.</summary>
    public const int SignOutAfterLossSeconds = 900;

    /// <summary>A wrap-up may be extended by at most so much at a time.</summary>
    public const int WrapUpExtensionSeconds = 3_600;

    /// <summary>A wrap-up ends at most so long from now, however often it is extended: a shift.</summary>
    public const int WrapUpSeconds = 43_200;
}
