namespace AcdRouter.Acd;

/// <summary>Where the broker's management API is and who asks it.</summary>
/// <param name="Url">Without user and password.</param>
/// <param name="User">A user with the tag administrator.</param>
/// <param name="Password">That user's. A secret.</param>
/// <param name="VirtualHost">The virtual host of the bus.</param>
/// <param name="Amqp">The bus without user and path, such as <c>amqp://host:5672</c>.</param>
internal sealed record BrokerAddress(Uri Url, string User, string Password, string VirtualHost, string Amqp)
{
    private const int ManagementPort = 15672;
    private const int AmqpPort = 5672;
    private const string Example = "http://USER:PASSWORD@HOST:15672";

    private static readonly Dictionary<string, int> Schemes = new() { ["http"] = 80, ["https"] = 443 };

    /// <summary>From what was given; what is missing in one is taken from the other.</summary>
    /// <param name="bus">amqp://USER:PASSWORD@HOST:PORT/VHOST; null for none.</param>
    /// <param name="management">http://USER:PASSWORD@HOST:PORT; null for the bus's host at the usual port.</param>
    public static BrokerAddress Parse(RunValue? bus, string? management)
    {
        var (amqp, busProblem) = bus is null ? (null, null) : BusAddress.Parse(bus.Text);
        var (http, managementProblem) = management is null ? (null, null) : ServerUri.Parse(management, Schemes, Example);
        if (busProblem is not null) throw Wrong($"{bus!.Said}: {busProblem}");
        if (managementProblem is not null) throw Wrong($"--management: {managementProblem}");
        if (http is null && amqp is null) throw Wrong("Name the broker with --bus or ACD_BUS, or its management API with --management.");
        var account = http is { User.Length: > 0 } ? http : amqp?.Server ?? throw Wrong($"Neither --management nor --bus names a user; expected such as {Example}.");
        return new BrokerAddress(
            http is null
                ? new UriBuilder("http", amqp!.Server.Host, ManagementPort, "/").Uri
                : new UriBuilder(http.Scheme, http.Host, http.Port, http.Path.TrimEnd('/') + "/").Uri,
            account.User,
            account.Password,
            amqp?.VirtualHost ?? "/",
            amqp is null ? $"amqp://{http!.Host}:{AmqpPort}" : $"{amqp.Server.Scheme}://{amqp.Hosts}");
    }

    /// <summary>Where a service connects, with its user and password.</summary>
    public string ForService(string user, string password)
    {
        var parts = Amqp.Split("://");
        return $"{parts[0]}://{user}:{Uri.EscapeDataString(password)}@{parts[1]}/{Uri.EscapeDataString(VirtualHost)}";
    }

    /// <summary>For people: a record would write the password.</summary>
    public override string ToString() => Url.ToString();

    private static AcdException Wrong(string message) => new(message, ExitCodes.Usage);
}
