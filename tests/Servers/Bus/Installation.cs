using System.Globalization;
using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Simulation.Load;
using AcdRouter.Testing;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcdRouter.Servers.Tests;

/// <summary>An installation's processes, each a host of its own in this one, over a broker and journals that they share.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly List<Node> nodes = [];
    private readonly TemporaryFolder folder = new();
    private readonly InMemoryHistoryStore history = new(CustomerRemoval.Apply);
    private readonly FileSystemXmlRepository keys;
    private OwnVirtualHost? virtualHost;

    public Installation(string address, int partitions = 4)
    {
        Bus = new RabbitAddress(BusAddress.Parse(address).Address!);
        Journals = new SharedJournals(partitions);
        keys = new FileSystemXmlRepository(Directory.CreateDirectory(folder["keys"]), NullLoggerFactory.Instance);
    }

    public RabbitAddress Bus { get; }

    public SharedJournals Journals { get; }

    public static SettingsFile Demo { get; } = SettingsFile.Read(Samples.Find("site.yaml")).File!;

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>One on a virtual host of its own: what another one left behind on the way would be taken for this one's.</summary>
    public static async Task<Installation> OnAsync(SharedRabbit broker)
    {
        var virtualHost = new OwnVirtualHost(broker);
        await virtualHost.InitializeAsync();
        return new Installation(virtualHost.Address) { virtualHost = virtualHost };
    }

    /// <summary>Starts a process of a role; a core puts the demonstration site in force.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="bus">Its own way to the broker; null for that of the installation.</param>
    public async Task<Node> StartAsync(RunRole role, RabbitAddress? bus = null)
    {
        var node = Build(role, bus);
        await node.StartAsync(Cancelled);
        return node;
    }

    /// <summary>A process of a role that is not started yet.</summary>
    public Node Build(RunRole role, RabbitAddress? bus = null)
    {
        var settings = new RunSettings(new DataFolder(folder["data"]), "http://127.0.0.1:0", role == RunRole.Web ? [] : [Demo], null, false, []) { Role = role };
        var parts = new ServerParts(bus ?? Bus, Journals.Partitions, role == RunRole.Web ? null : Journals, history, _ => Task.CompletedTask, keys);
        var node = new Node(ServersHost.Build(settings, parts));
        nodes.Add(node);
        return node;
    }

    /// <summary>The broker over a line that can be cut.</summary>
    public RabbitAddress Over(CuttableLine line) =>
        new(BusAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"amqp://{Bus.User}:{Bus.Password}@127.0.0.1:{line.Port}/{Uri.EscapeDataString(Bus.VirtualHost)}")).Address!);

    /// <summary>A session that somebody of the demonstration site starts.</summary>
    public static StartSession Start(string by = "anna") =>
        new(new CommandId(Guid.NewGuid()), Demo.Site, new PersonId(by), [], null, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        if (virtualHost is not null) await virtualHost.DisposeAsync();
        await history.DisposeAsync();
        folder.Dispose();
    }
}
