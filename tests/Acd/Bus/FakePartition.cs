using System.Threading.Channels;
using AcdRouter.Contracts;
using AcdRouter.Processes;

namespace AcdRouter.Acd.Tests;

/// <summary>A partition that answers as the test says and shows what was handed in.</summary>
internal sealed class FakePartition : IPartition
{
    private readonly Channel<CommandEnvelope> submitted = Channel.CreateUnbounded<CommandEnvelope>();

    public Func<ICommand, object> Answers { get; set; } = command => new CommandAccepted(command.CommandId, 7, Made.Nothing);

    public Func<IQuery, object?> Shows { get; set; } = _ => null;

    /// <summary>Whether commands are taken and never answered.</summary>
    public bool Withholds { get; init; }

    public PartitionStatus Status { get; set; } = new(PartitionPhase.Running, 7, 1, 0, null);

    public async ValueTask<object> SubmitAsync(CommandEnvelope envelope, CancellationToken cancellationToken)
    {
        submitted.Writer.TryWrite(envelope);
        if (Withholds) await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return Answers(envelope.Command);
    }

    public ValueTask<object?> AskAsync(IQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(Shows(query));

    public ValueTask<StateHash> HashAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new StateHash(7, "00"));

    public async Task<CommandEnvelope> NextAsync() => await submitted.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TestBus.Patience);
}
