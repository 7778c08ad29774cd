using System.Globalization;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>The RabbitMQ of an installation: one server, or several nodes of one cluster, of which any that lives will do.</summary>
/// <param name="Nodes">Host and port of each node, at least one; all with the same account.</param>
/// <param name="VirtualHost">Its virtual host.</param>
internal sealed record BusAddress(ValueList<ServerUri> Nodes, string VirtualHost)
{
    /// <summary>Clusters have three or five; more is a mistake.</summary>
    public const int MostNodes = 16;

    private const string Example = "amqp://USER:PASSWORD@HOST:5672/VHOST";
    private const string SeveralExample = "amqp://USER:PASSWORD@HOST1:5672,HOST2:5672/VHOST";

    private static readonly Dictionary<string, int> Schemes = new() { ["amqp"] = 5672, ["amqps"] = 5671 };

    /// <summary>The node named first.</summary>
    public ServerUri Server => Nodes[0];

    public bool IsEncrypted => Server.Scheme == "amqps";

    /// <summary>The address, or what is wrong with it.</summary>
    public static (BusAddress? Address, string? Problem) Parse(string text)
    {
        var nodes = new List<ServerUri>();
        foreach (var each in Split(text))
        {
            var (node, problem) = ServerUri.Parse(each, Schemes, Example);
            if (node is null) return (null, each == text ? problem : $"\"{Secrets.Redact(text)}\" names a node that is none; expected such as {SeveralExample}.");
            if (nodes.Exists(known => (known.Host, known.Port) == (node.Host, node.Port)))
            {
                return (null, string.Create(CultureInfo.InvariantCulture, $"\"{Secrets.Redact(text)}\" names the node {node.Host}:{node.Port} twice."));
            }
            nodes.Add(node);
        }
        var server = nodes[0];
        if (nodes.Count > MostNodes) return (null, $"\"{Secrets.Redact(text)}\" names {nodes.Count} nodes; at most {MostNodes} are taken.");
        if (server.User.Length == 0) return (null, $"\"{server}\" names no user; expected such as {Example}.");
        if (server.Parameters.Count > 0) return (null, $"\"{server}\": nothing is allowed behind a question mark.");
        return (new BusAddress([.. nodes], server.Path.Length == 0 ? "/" : server.Path), null);
    }

    /// <summary>Hosts and ports, with commas between.</summary>
    public string Hosts => string.Join(',', Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.Host}:{node.Port}")));

    public override string ToString()
    {
        var first = Server.ToString();
        return first.Replace(string.Create(CultureInfo.InvariantCulture, $"{Server.Host}:{Server.Port}/"), $"{Hosts}/", StringComparison.Ordinal);
    }

    /// <summary>An address for each node: what stands around the hosts is the same for all. The text itself where there is one.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return [text];
        var begin = scheme + "://".Length;
        var end = text.IndexOfAny(['/', '?', '#'], begin);
        if (end < 0) end = text.Length;
        var hosts = text.LastIndexOf('@', end - 1, end - begin) + 1;
        if (hosts == 0) hosts = begin;
        return text[hosts..end].Contains(',', StringComparison.Ordinal)
            ? text[hosts..end].Split(',', StringSplitOptions.TrimEntries).Select(host => $"{text[..hosts]}{host}{text[end..]}")
            : [text];
    }
}
