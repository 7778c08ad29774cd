namespace AcdRouter.Acd;

/// <summary>
/// Where answers may go. The program may write to every queue of the broker, a service only to its own: without this rule it could make
/// the program write where it may not itself.
/// </summary>
internal static class ReplyAddress
{
    /// <summary>The broker's direct answers: it makes the name and gives it to the connection that waits.</summary>
    private const string Direct = "amq.rabbitmq.reply-to.";

    /// <summary>Queues that the broker has named: nobody else can guess the name.</summary>
    private const string Generated = "amq.gen-";

    /// <summary>Whether a sender may ask for answers there.</summary>
    /// <param name="queue">What the sender gave as reply_to.</param>
    /// <param name="user">Whom the broker vouches for; null for nobody.</param>
    public static bool IsAllowed(string queue, string? user) =>
        queue.StartsWith(Direct, StringComparison.Ordinal)
        || queue.StartsWith(Generated, StringComparison.Ordinal)
        || (!string.IsNullOrEmpty(user) && queue.StartsWith($"{ServiceNames.QueuePrefix}{user}.", StringComparison.Ordinal));

    /// <summary>What is allowed, for people.</summary>
    public static string Allowed(string? user) =>
        $"a queue that the broker has named (amq.gen-…), its direct answers (amq.rabbitmq.reply-to), or an own queue {ServiceNames.QueuePrefix}{user ?? "USER"}.…";
}
