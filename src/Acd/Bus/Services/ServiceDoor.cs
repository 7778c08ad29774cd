using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>A queue that other services' messages come in by.</summary>
/// <param name="Queue">Its name; its exchange is called the same, its error queue ends with <c>_error</c>.</param>
/// <param name="UntilGivenBackAsync">Waits until messages in hand are to be given back; given back sooner they would come again at once.</param>
/// <param name="TellAsync">Publishes a refusal that nobody waits for.</param>
internal sealed record ServiceDoor(
    string Queue, Func<CancellationToken, Task> UntilGivenBackAsync, Func<SiteId, CommandRefused, CancellationToken, Task> TellAsync);
