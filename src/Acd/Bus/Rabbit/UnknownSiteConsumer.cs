using AcdRouter.Contracts;
using MassTransit;

namespace AcdRouter.Acd;

/// <summary>Answers commands to sites that no partition has, for whoever waits; nothing is recorded.</summary>
/// <typeparam name="TCommand">The contract.</typeparam>
internal sealed class UnknownSiteCommandConsumer<TCommand> : IConsumer<TCommand>
    where TCommand : class, ICommand
{
    public Task Consume(ConsumeContext<TCommand> context) => context.ResponseAddress is null
        ? Task.CompletedTask
        : context.RespondAsync(new CommandRefused(context.Message.CommandId, UnknownSites.Refuse(context.Message.Site)));
}

/// <summary>Answers queries to sites that no partition has.</summary>
/// <typeparam name="TQuery">The contract.</typeparam>
internal sealed class UnknownSiteQueryConsumer<TQuery> : IConsumer<TQuery>
    where TQuery : class, IQuery
{
    public Task Consume(ConsumeContext<TQuery> context) => context.RespondAsync(new QueryUnanswered(BusContracts.NameOf(typeof(TQuery))));
}
