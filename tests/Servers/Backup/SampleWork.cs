using AcdRouter.Acd;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcdRouter.Servers.Tests.Backup;

/// <summary>Something to save: a partition in which customers wait, with a snapshot in the middle of its records.</summary>
internal static class SampleWork
{
    public static SettingsFile File { get; } = SettingsFile.Read(Path.Combine(Repository.Root, "samples", "site.yaml")).File!;

    /// <summary>Lets a partition work and stop; returns the hash of its state.</summary>
    public static async Task<StateHash> DoAsync(IJournal journal, IHistoryStore history, SiteId site, int partition = 0)
    {
        await using var host = await StartAsync(journal, history, partition);
        await SubmitAsync(host, ConfigureCommands.Of(File with { Site = site }));
        await WaitAsync(host, site, 20);
        (await host.SnapshotAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        await WaitAsync(host, site, 5);
        var hash = await host.HashAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(snapshot: false);
        return hash;
    }

    /// <summary>Starts a partition on what is stored, as a program does.</summary>
    public static async Task<PartitionHost> StartAsync(IJournal journal, IHistoryStore history, int partition = 0)
    {
        var host = new PartitionHost(new PartitionOptions
        {
            Partition = partition,
            Run = Guid.NewGuid(),
            Layout = SiteProcesses.Layout,
            Journal = journal,
            History = history,
            News = [new Nobody()],
            Observer = new PartitionLog(0, new FailedCommands(), NullLogger<PartitionLog>.Instance),
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Customers ask for agents and wait.</summary>
    public static async Task WaitAsync(PartitionHost host, SiteId site, int customers)
    {
        for (var number = 0; number < customers; number++)
        {
            var command = new RequestSession(new CommandId(Guid.NewGuid()), site, $"Customer {number}", File.Settings.Queues[0].Id, null, 0, [], []);
            await SubmitAsync(host, command);
        }
    }

    private static async Task SubmitAsync(PartitionHost host, ICommand command)
    {
        var envelope = new CommandEnvelope(command) { NumberCandidates = Chance.DrawNumbers(), Secret = Chance.DrawSecret() };
        (await host.SubmitAsync(envelope, TestContext.Current.CancellationToken)).ShouldNotBeOfType<CommandRefused>();
    }

    private sealed class Nobody : INewsSink
    {
        public ValueTask PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
