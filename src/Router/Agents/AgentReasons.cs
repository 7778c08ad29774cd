namespace AcdRouter.Router;

/// <summary>Why an agent is unavailable when the engine and not the agent says so.</summary>
internal static class AgentReasons
{
    /// <summary>An exclusive offer expired, or the session page did not join.</summary>
    public const string NoAnswer = "no answer";

    /// <summary>The inbox page has been away longer than the grace.</summary>
    public const string ConnectionLost = "connection lost";
}
