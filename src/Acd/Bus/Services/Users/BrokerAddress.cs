namespace AcdRouter.Acd;

/// <summary>Where the broker's management API is and who asks it.</summary>
/// <param name="Url">Without user and password.</param>
/// <param name="User">A user with the tag administrator.</param>
/// <param name="Password">That user's.</param>
/// <param name="VirtualHost">The virtual host of the bus.</param>
/// <param name="Amqp">The bus for people: host and port, with its scheme.</param>
internal sealed record BrokerAddress(Uri Url, string User, string Password, string VirtualHost, string Amqp)
{
    private const int ManagementPort = 15672;
    private const int AmqpPort = 5672;

    /// <summary>From what was given; what is missing in one is taken from the other.</summary>
    /// <param name="bus">amqp://USER:PASSWORD@HOST:PORT/VHOST; null for none.</param>
    /// <param name="management">http://USER:PASSWORD@HOST:PORT; null for the bus's host at the usual port.</param>
    public static BrokerAddress Parse(string? bus, string? management)
    {
        if (bus is null && management is null)
        {
            throw new AcdException("Name the broker with --bus (or ACD_BUS), or its management API with --management.", ExitCodes.Usage);
        }
        var amqp = bus is null ? null : Uri(bus, "--bus", "amqp", "amqps");
        var http = management is null
            ? new UriBuilder("http", amqp!.Host, ManagementPort).Uri
            : Uri(management, "--management", "http", "https");
        var account = Account(http) ?? (amqp is null ? null : Account(amqp))
            ?? throw new AcdException("Neither --management nor --bus names a user: http://USER:PASSWORD@HOST:PORT.", ExitCodes.Usage);
        return new BrokerAddress(
            new UriBuilder(http.Scheme, http.Host, http.Port, http.AbsolutePath.TrimEnd('/') + "/").Uri,
            account.User,
            account.Password,
            amqp is null || amqp.AbsolutePath is "" or "/" ? "/" : System.Uri.UnescapeDataString(amqp.AbsolutePath[1..]),
            amqp is null ? $"amqp://{http.Host}:{AmqpPort}" : $"{amqp.Scheme}://{amqp.Host}:{(amqp.IsDefaultPort || amqp.Port < 0 ? AmqpPort : amqp.Port)}");
    }

    /// <summary>Where a service connects, with its user and password.</summary>
    public string ForService(string user, string password)
    {
        var parts = Amqp.Split("://");
        return $"{parts[0]}://{user}:{System.Uri.EscapeDataString(password)}@{parts[1]}/{System.Uri.EscapeDataString(VirtualHost)}";
    }

    // Never with the text itself: it may hold a password.
    private static Uri Uri(string text, string option, params string[] schemes) =>
        System.Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0
            ? uri
            : throw new AcdException($"{option}: expected {schemes[0]}://USER:PASSWORD@HOST:PORT.", ExitCodes.Usage);

    private static (string User, string Password)? Account(Uri uri)
    {
        if (uri.UserInfo.Length == 0) return null;
        var parts = uri.UserInfo.Split(':', 2);
        return (System.Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? System.Uri.UnescapeDataString(parts[1]) : "");
    }
}
