using System.Globalization;
using AcdRouter.Simulation.Servers;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Tls;

/// <summary>A RabbitMQ, a Redis and a PostgreSQL that speak TLS, each also without it beside.</summary>
public sealed class EncryptedServers : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly int busPort = FreePort.Next();
    private readonly int journalPort = FreePort.Next();
    private PrivateRabbit? rabbit;
    private PrivateRedis? redis;
    private PrivatePostgres? postgres;

    /// <summary>The file of who issued the servers' certificate.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>The file of somebody who did not.</summary>
    public string Stranger { get; private set; } = "";

    public string Bus => Here($"amqps://guest:guest@127.0.0.1:{busPort}/%2F");

    public string PlainBus => rabbit!.Address;

    public string Journal => Here($"rediss://127.0.0.1:{journalPort}");

    public string PlainJournal => redis!.Address;

    public string History => $"{PlainHistory}?sslmode=verify-full";

    public string PlainHistory => postgres!.Address;

    /// <summary>A folder for whatever is started on them.</summary>
    public string Folder => folder["programs"];

    public async ValueTask InitializeAsync()
    {
        var certificate = TestAuthority.Issue(folder["issued"]);
        Authority = certificate.Authority;
        Stranger = TestAuthority.Issue(folder["stranger"]).Authority;
        // PostgreSQL's account takes the key, so it gets one of its own.
        var key = Path.Combine(Path.GetDirectoryName(certificate.Key)!, "postgres.key");
        File.Copy(certificate.Key, key);
        postgres = await PrivatePostgres.StartAsync(folder["postgres"], certificate with { Key = key }, CancellationToken.None);
        redis = await PrivateRedis.StartAsync(
            folder["redis"],
            ["--tls-port", Here($"{journalPort}"), "--tls-cert-file", certificate.Chain, "--tls-key-file", certificate.Key, "--tls-ca-cert-file", certificate.Authority, "--tls-auth-clients", "no"],
            CancellationToken.None);
        rabbit = await PrivateRabbit.StartAsync(
            folder["rabbit"],
            management: false,
            [
                $"listeners.ssl.1 = 127.0.0.1:{busPort}", $"ssl_options.cacertfile = {certificate.Authority}", $"ssl_options.certfile = {certificate.Chain}",
                $"ssl_options.keyfile = {certificate.Key}", "ssl_options.verify = verify_none", "ssl_options.fail_if_no_peer_cert = false",
            ],
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (rabbit is not null) await rabbit.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        folder.Dispose();
    }

    private static string Here(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
