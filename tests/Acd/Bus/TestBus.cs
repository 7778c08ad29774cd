using System.Threading.Channels;
using AcdRouter.Processes;
using AcdRouter.Web;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AcdRouter.Acd.Tests;

/// <summary>The bus as composed for the program, around a partition of the test's.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    /// <summary>Longest wait for something that should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IHost host;
    private readonly Channel<ErrorMessage> errors = Channel.CreateUnbounded<ErrorMessage>();

    private TestBus(IHost host)
    {
        this.host = host;
        host.Services.GetRequiredService<ErrorQueue>().Arrived = message => errors.Writer.TryWrite(message);
    }

    public FakePartition Partition { get; private init; } = new();

    public IBus Bus => host.Services.GetRequiredService<IBus>();

    public IEngine Engine => host.Services.GetRequiredService<IEngine>();

    public INewsSink News => host.Services.GetRequiredService<INewsSink>();

    public static Task<TestBus> StartAsync(params Type[] listeners)
    {
        var partition = new FakePartition();
        return StartAsync(partition, _ => partition, listeners);
    }

    /// <summary>Around a partition of the program's own kind; it is the caller's to start.</summary>
    public static Task<TestBus> StartAsync(Func<IServiceProvider, PartitionHost> partition) => StartAsync(new FakePartition(), partition, []);

    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    private static async Task<TestBus> StartAsync(FakePartition fake, Func<IServiceProvider, IPartition> partition, Type[] listeners)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton(partition);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SiteDirectory>();
        builder.Services.AddSingleton<QueueVersions>();
        builder.Services.AddSingleton<LiveHub>();
        builder.Services.AddSingleton(typeof(Heard<>));
        builder.Services.AddAcdBus([], bus =>
        {
            foreach (var listener in listeners) bus.AddConsumer(typeof(Listener<>).MakeGenericType(listener));
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestBus(host) { Partition = fake };
    }

    /// <summary>The next message of this kind that a listener has heard.</summary>
    public async Task<(T Message, Guid? Id)> HearAsync<T>()
        where T : class =>
        await host.Services.GetRequiredService<Heard<T>>().Messages.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    /// <summary>Waits for the error queue to have its next message.</summary>
    public async Task<ErrorMessage> ErrorAsync() => await errors.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}

internal sealed class Heard<T>
{
    public Channel<(T Message, Guid? Id)> Messages { get; } = Channel.CreateUnbounded<(T, Guid?)>();
}

/// <summary>Listens as another service would.</summary>
internal sealed class Listener<T>(Heard<T> heard) : IConsumer<T>
    where T : class
{
    public Task Consume(ConsumeContext<T> context)
    {
        heard.Messages.Writer.TryWrite((context.Message, context.MessageId));
        return Task.CompletedTask;
    }
}
