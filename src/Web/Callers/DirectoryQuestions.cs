using AcdRouter.Contracts;

namespace AcdRouter.Web;

/// <summary>What routes ask about a person beyond the route's policy.</summary>
internal static class DirectoryQuestions
{
    /// <summary>Managers and administrators see every queue, agent and request of their site.</summary>
    public static async ValueTask<bool> WatchesAsync(this SiteDirectory directory, PersonCaller caller, CancellationToken cancellationToken) =>
        await directory.FindAsync(caller.Site, caller.Person, cancellationToken) is { } person
        && (person.Privileges.Contains(Privilege.Manager) || person.Privileges.Contains(Privilege.Administrator));

    /// <summary>True when the person is a member of the queue.</summary>
    public static async ValueTask<bool> IsMemberAsync(
        this SiteDirectory directory, PersonCaller caller, QueueId queue, CancellationToken cancellationToken) =>
        await directory.FindAsync(caller.Site, cancellationToken) is { } settings
        && settings.Queues.Any(each => each.Id == queue && each.Members.Any(member => member.Agent == caller.Person));
}
