using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace AcdRouter.Servers.Tests.Services;

/// <summary>The engine behind the services' door on a real broker, with one partition in memory and two sites.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    public const string Queue = "acd-partition-0";

    private readonly InMemoryJournal journal = new();
    private readonly IConnection connection;
    private readonly PlainEvents events;
    private readonly PartitionHost partition;
    private readonly IHost host;

    private ServiceHost(IConnection connection, IChannel channel, Uri address)
    {
        this.connection = connection;
        events = new PlainEvents(channel);
        partition = new PartitionHost(new PartitionOptions
        {
            Run = Guid.NewGuid(), Layout = SiteProcesses.Layout, Journal = journal, History = new InMemoryHistoryStore((record, _) => record), News = events, Observer = new Silence(),
        });
        var door = new ServiceDoor(Queue, _ => Task.CompletedTask, (site, refused, token) => events.PublishAsync(site, refused.CommandId.Value, 0, refused, token));
        var filter = new ServiceFilter(new ServiceGateway(partition, new FailedCommands()), door, NullLogger<ServiceFilter>.Instance);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((_, configurator) =>
        {
            configurator.Host(address);
            configurator.ReceiveEndpoint(Queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.SetQuorumQueue();
                endpoint.SingleActiveConsumer = true;
                endpoint.ConfigureReceive(pipe => pipe.UseFilter(filter));
            });
        }));
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        host = builder.Build();
    }

    public static async Task<ServiceHost> StartAsync(string address, params string[] sites)
    {
        var uri = new Uri(address);
        var connection = await new ConnectionFactory { Uri = uri }.CreateConnectionAsync(Cancelled);
        var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.ExchangeDeclareAsync(ServiceNames.Exchange, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
        await channel.ExchangeDeclareAsync(ServiceNames.Events, ExchangeType.Topic, durable: true, cancellationToken: Cancelled);
        await channel.QueueDeclareAsync($"{Queue}_error", durable: true, exclusive: false, autoDelete: false, Quorum(), cancellationToken: Cancelled);
        var made = new ServiceHost(connection, channel, uri);
        await made.partition.StartAsync(Cancelled);
        foreach (var site in sites) await made.ConfigureAsync(site);
        await made.host.StartAsync(Cancelled);
        foreach (var site in sites) await channel.QueueBindAsync(Queue, ServiceNames.Exchange, site, cancellationToken: Cancelled);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        await partition.DisposeAsync();
        await journal.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Dictionary<string, object?> Quorum() => new() { ["x-queue-type"] = "quorum" };

    private async Task ConfigureAsync(string site)
    {
        var settings = SettingsFile.Read(Path.Combine(Repository.Root, "samples", "site.yaml")).File!.Settings;
        var command = new ConfigureSite(new CommandId(Guid.NewGuid()), new SiteId(site), settings);
        (await partition.SubmitAsync(new CommandEnvelope(command), Cancelled)).ShouldBeOfType<CommandAccepted>();
    }

    private sealed class Silence : IPartitionObserver
    {
        public void Started(long sequence, long epoch, long gapMilliseconds)
        {
        }

        public void CommandFailed(SiteId site, CommandId command, Exception exception)
        {
        }

        public void DeadlineParked(SiteId site, string process, DeadlineKey key, Exception exception)
        {
        }

        public void JournalAway(Exception exception)
        {
        }

        public void JournalBack(long awayMilliseconds)
        {
        }

        public void PublishingFailed(Exception exception)
        {
        }

        public void SnapshotSaved(long sequence, int bytes)
        {
        }

        public void HashMismatch(long sequence, string live, string replayed)
        {
        }

        public void Stopped(Exception exception)
        {
        }
    }
}
