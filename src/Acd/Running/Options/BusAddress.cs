namespace AcdRouter.Acd;

/// <summary>The RabbitMQ of an installation.</summary>
/// <param name="Server">Host, port, account.</param>
/// <param name="VirtualHost">Its virtual host.</param>
internal sealed record BusAddress(ServerUri Server, string VirtualHost)
{
    private const string Example = "amqp://USER:PASSWORD@HOST:5672/VHOST";

    private static readonly Dictionary<string, int> Schemes = new() { ["amqp"] = 5672, ["amqps"] = 5671 };

    public bool IsEncrypted => Server.Scheme == "amqps";

    /// <summary>The address, or what is wrong with it.</summary>
    public static (BusAddress? Address, string? Problem) Parse(string text)
    {
        var (server, problem) = ServerUri.Parse(text, Schemes, Example);
        if (server is null) return (null, problem);
        if (server.User.Length == 0) return (null, $"\"{server}\" names no user; expected such as {Example}.");
        if (server.Parameters.Count > 0) return (null, $"\"{server}\": nothing is allowed behind a question mark.");
        return (new BusAddress(server, server.Path.Length == 0 ? "/" : server.Path), null);
    }

    public override string ToString() => Server.ToString();
}
