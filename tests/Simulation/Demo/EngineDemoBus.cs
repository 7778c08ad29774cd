using System.Threading.Channels;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Demo;
using AcdRouter.Simulation.Replaying;

namespace AcdRouter.Simulation.Tests.Demo;

/// <summary>A bus without a bus: the engine decides at once, under the test's clock.</summary>
internal sealed class EngineDemoBus(IReplayEngine engine, TimeProvider time) : IDemoBus
{
    // What is told is heard before the sender goes on: under a clock that jumps, nothing may be on its way meanwhile.
    private readonly Channel<object> told = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
    private readonly Lock deciding = new();
    private int numbers = 100_000_000;

    public List<ICommand> Sent { get; } = [];

    /// <summary>Stands for a bus that gives no answer.</summary>
    public Predicate<ICommand> Fails { get; set; } = _ => false;

    public Task<object> SendAsync(ICommand command, CancellationToken cancellationToken)
    {
        lock (deciding)
        {
            Sent.Add(command);
            if (Fails(command)) return Task.FromException<object>(new TimeoutException("No answer came."));
            List<INews> news = [];
            var envelope = new CommandEnvelope(command) { NumberCandidates = [new SessionNumber(++numbers)], Secret = Guid.NewGuid() };
            var refusal = engine.Submit(Instant.From(time.GetUtcNow()), envelope, news);
            foreach (var each in news) Tell(each);
            return Task.FromResult<object>(refusal is null ? new CommandAccepted(command.CommandId, 0, Made.Nothing) : new CommandRefused(command.CommandId, refusal));
        }
    }

    public void Tell(object message) => told.Writer.TryWrite(message).ShouldBeTrue();

    public IAsyncEnumerable<object> ListenAsync(CancellationToken cancellationToken) => told.Reader.ReadAllAsync(cancellationToken);
}
