using System.Security.Cryptography;

namespace AcdRouter.Acd;

/// <summary>Makes, changes and removes the broker's users for other services.</summary>
internal sealed class ServiceUsers(BrokerManagement broker)
{
    private const int PasswordBytes = 32;

    /// <summary>Gives a service exactly these rights; makes its user where there is none.</summary>
    /// <param name="rights">Its name and sites.</param>
    /// <param name="queues">Whether it has queues of its own that outlive its connections.</param>
    /// <param name="newPassword">Whether one that is there gets another password.</param>
    /// <param name="cancellationToken">Stops half-way; a repeat finishes it.</param>
    /// <returns>The password where it is new; null otherwise, for the broker keeps only its hash.</returns>
    public async Task<string?> PutAsync(ServiceRights rights, bool queues, bool newPassword, CancellationToken cancellationToken)
    {
        await broker.RequireVirtualHostAsync(cancellationToken);
        var isNew = !await ExistsAsync(rights.Name, cancellationToken);
        string? password = null;
        if (isNew || newPassword)
        {
            password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PasswordBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            await broker.PutUserAsync(rights.Name, password, ServiceRights.Tag, cancellationToken);
        }
        await broker.PutRightsAsync(rights, cancellationToken);
        if (!queues) return password;
        await broker.PutQueueAsync(rights.EventsQueue, ServiceLimits.EventsKept, cancellationToken);
        await broker.BindAsync(BusNames.Events, rights.EventsQueue, rights.BindingKeys, cancellationToken);
        await broker.PutQueueAsync(rights.AnswersQueue, ServiceLimits.EventsKept, cancellationToken);
        return password;
    }

    /// <summary>Removes a service's user and queues; false where there is no such user.</summary>
    public async Task<bool> RemoveAsync(ServiceRights rights, CancellationToken cancellationToken)
    {
        await broker.RequireVirtualHostAsync(cancellationToken);
        if (!await ExistsAsync(rights.Name, cancellationToken)) return false;
        await broker.DeleteUserAsync(rights.Name, cancellationToken);
        await broker.DeleteQueueAsync(rights.EventsQueue, cancellationToken);
        await broker.DeleteQueueAsync(rights.AnswersQueue, cancellationToken);
        return true;
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        if (await broker.TagsAsync(name, cancellationToken) is not { } tags) return false;
        if (tags.Contains(ServiceRights.Tag)) return true;
        throw new AcdException(
            $"The broker's user {name} was not made by this program and is left as it is. Choose another name for the service.", ExitCodes.Failed);
    }
}
