using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Router;

/// <summary>What a request must be to be accepted (R1). Answers the refusal, or null.</summary>
internal static class RequestRules
{
    public static Verdict? Check(RoutingState state, RequestRouting wish)
    {
        if (state.RequestCount >= RoutingBounds.LiveRequests)
        {
            return Verdict.Refused(
                RefusalReason.EngineFull, $"The site has {RoutingBounds.LiveRequests} live requests, as many as it may have. Try later.");
        }
        var headStarts = state.Settings!.HeadStartSeconds.Count;
        if (wish.Priority < 0 || wish.Priority >= headStarts)
        {
            return Verdict.Refused(RefusalReason.InvalidField, $"priority: 0 to {headStarts - 1}.", "priority");
        }
        if (wish.Answers.Count > RoutingBounds.Answers) return TooMany("answers", RoutingBounds.Answers);
        if (wish.WantedSkills.Count > RoutingBounds.WantedSkills) return TooMany("wantedSkills", RoutingBounds.WantedSkills);
        if (wish.Target.Agents.Count > RoutingBounds.Addressees) return TooMany("target", RoutingBounds.Addressees);
        return wish.Target.Queue is null == (wish.Target.Agents.Count == 0)
            ? Verdict.Refused(RefusalReason.TargetMissing, "target: name exactly one queue, or one or more agents.", "target")
            : null;
    }

    /// <summary>Finds where the request would wait: a queue, or null for the personal queues of its addressees.</summary>
    public static Verdict? Home(RoutingState state, RequestRouting wish, out Queue? queue, out string rule)
    {
        queue = null;
        if (wish.Target.Queue is { } id)
        {
            rule = "R1 queued";
            queue = state.FindQueue(id);
            return queue is null
                ? Verdict.Refused(RefusalReason.UnknownQueue, $"No queue {id} on this site.", "target", [id.Value])
                : Openness(queue);
        }
        rule = "R16 addressed to agents";
        if (InvalidAddressees(state, wish) is { Count: > 0 } invalid)
        {
            return Verdict.Refused(
                RefusalReason.AddresseeInvalid,
                $"target: unknown, without the agent privilege, or the giver: {string.Join(", ", invalid)}.",
                "target",
                invalid);
        }
        if (wish.Target.Agents.Any(agent => state.AgentOf(agent).Standing.SignedIn)) return null;
        queue = state.Fallback();
        rule = "R16 all addressees are signed out: fallback queue";
        return queue is null
            ? Verdict.Refused(
                RefusalReason.AddresseesSignedOut,
                "target: all of these agents are signed out, and the site has no fallback queue.",
                "target",
                wish.Target.Agents.Select(agent => agent.Value).Order(StringComparer.Ordinal).ToValueList())
            : Openness(queue);
    }

    private static ValueList<string> InvalidAddressees(RoutingState state, RequestRouting wish) => wish.Target.Agents
        .Where(agent => agent == wish.Giver || state.FindAgent(agent) is not { HasPrivilege: true })
        .Select(agent => agent.Value)
        .Order(StringComparer.Ordinal)
        .ToValueList();

    private static Verdict? Openness(Queue queue)
    {
        if (!queue.Settings.Open || queue.Closing)
        {
            return Verdict.Refused(RefusalReason.QueueClosed, $"Queue {queue.Id} is closed. Choose another, or try when it is open.", "target", [queue.Id.Value]);
        }
        return queue.Line.Waiting.Count >= queue.Settings.ShutdownThreshold
            ? Verdict.Refused(
                RefusalReason.QueueFull,
                $"Queue {queue.Id} has {queue.Line.Waiting.Count} waiting and takes {queue.Settings.ShutdownThreshold}. Try later or elsewhere.",
                "target",
                [queue.Id.Value])
            : null;
    }

    private static Verdict TooMany(string field, int most) =>
        Verdict.Refused(RefusalReason.InvalidField, $"{field}: at most {most}.", field);
}
