using System.Text.RegularExpressions;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>
/// What the broker lets a service do: publish to its sites, listen to their events, use queues of its own. It may declare no queue but
/// such as the broker names, and no exchange at all. For whoever may declare an exchange can bind it to <c>acd-services</c>, or name that as
/// its alternate, and what is published there passes by the check of the routing key.
/// </summary>
internal sealed class ServiceRights
{
    /// <summary>Marks the users made here, so that no other is changed or removed.</summary>
    public const string Tag = "acd-service";

    /// <summary>What it may declare.</summary>
    public const string Configure = @"^amq\.gen-.*$";

    private readonly string own;
    private readonly string sites;

    public ServiceRights(string name, IReadOnlyList<string> sites)
    {
        // A dot would put the queues of a service a.b under those of the service a.
        if (!TextIds.IsWellFormed(name) || name.Contains('.', StringComparison.Ordinal))
        {
            throw new AcdException($"\"{name}\" is not a service's name: 1 to {TextIds.MaxLength} of a-z, 0-9, '-', '_', starting with a letter or digit.", ExitCodes.Usage);
        }
        foreach (var site in sites)
        {
            if (!TextIds.IsWellFormed(site))
            {
                throw new AcdException(
                    $"\"{site}\" is not a site's name: 1 to {TextIds.MaxLength} of a-z, 0-9, '.', '-', '_', starting with a letter or digit.", ExitCodes.Usage);
            }
        }
        Name = name;
        Sites = [.. sites.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        own = Regex.Escape($"{ServiceNames.QueuePrefix}{name}.");
        this.sites = string.Join('|', Sites.Select(Regex.Escape));
    }

    public string Name { get; }

    public IReadOnlyList<string> Sites { get; }

    /// <summary>A queue that keeps events while the service is away.</summary>
    public string EventsQueue => $"{ServiceNames.QueuePrefix}{Name}.events";

    /// <summary>A queue for answers that outlive a connection.</summary>
    public string AnswersQueue => $"{ServiceNames.QueuePrefix}{Name}.answers";

    /// <summary>What it may publish to, and which queues it may bind.</summary>
    public string Write => $@"^({BusNames.Services}|{own}.*|amq\.gen-.*)$";

    /// <summary>What it may consume, and which exchanges it may bind to.</summary>
    public string Read => $@"^({BusNames.Events}|{own}.*|amq\.gen-.*)$";

    /// <summary>Routing keys it may publish under to <see cref="BusNames.Services"/>.</summary>
    public string Published => $"^({sites})$";

    /// <summary>
    /// Keys it may bind under to <see cref="BusNames.Events"/>: an event of a site or all of them by <c>*</c>; not by <c>#</c>, which would
    /// also take those of a site whose name begins with the site's and a dot.
    /// </summary>
    public string Bound => $@"^({sites})\.(\*|[a-z0-9-]+)$";

    /// <summary>The keys under which all its events come.</summary>
    public IEnumerable<string> BindingKeys => Sites.Select(site => $"{site}.*");
}
