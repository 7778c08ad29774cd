using System.Globalization;

namespace AcdRouter.Acd;

/// <summary>Names on the broker. Permanent: other services bind to them.</summary>
internal static class BusNames
{
    /// <summary>Commands and queries of the program's own processes; routing key is the site.</summary>
    public const string Commands = "acd-commands";

    /// <summary>Commands and queries of other services, in plain JSON; routing key is the site.</summary>
    public const string Services = "acd-services";

    /// <summary>Exchange and queue of what no site's binding matches.</summary>
    public const string UnknownSite = "acd-unknown-site";

    /// <summary>News for the web, one message a flush.</summary>
    public const string News = "acd-news";

    /// <summary>Each news by itself in plain JSON; routing key is <c>SITE.ENTITY</c>.</summary>
    public const string Events = "acd-events";

    /// <summary>Begins the name of a partition's exchange and queue.</summary>
    public const string PartitionPrefix = "acd-partition-";

    /// <summary>Ends the name of a queue of messages that could not be handled.</summary>
    public const string ErrorSuffix = "_error";

    /// <summary>Begins the name of the exchange that names the installation.</summary>
    public const string InstallationPrefix = "acd-installation-";

    /// <summary>How often a quorum queue has given the message out before; absent the first time.</summary>
    public const string DeliveryCount = "x-delivery-count";

    /// <summary>A partition's exchange and queue.</summary>
    public static string Partition(int partition) => PartitionPrefix + partition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Exchange and queue of what a queue's consumer could not handle.</summary>
    public static string Errors(string queue) => queue + ErrorSuffix;

    /// <summary>The address of a partition's exchange. Never <c>queue:</c>, which would declare another kind of queue.</summary>
    public static Uri AddressOf(int partition) => new($"exchange:{Partition(partition)}");

    /// <summary>The address that takes every command and query, whatever its site.</summary>
    public static Uri CommandsAddress { get; } = new($"exchange:{Commands}?type=direct&alternateexchange={UnknownSite}");

    /// <summary>The address of the web's news.</summary>
    public static Uri NewsAddress { get; } = new($"exchange:{News}");
}
