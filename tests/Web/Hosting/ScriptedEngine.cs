using System.Collections.Concurrent;
using AcdRouter.Contracts;

namespace AcdRouter.Web.Tests;

/// <summary>An engine that answers as the test says and shows what it was sent.</summary>
internal sealed class ScriptedEngine : IEngine, IEngineStatus
{
    public ConcurrentQueue<ICommand> Sent { get; } = new();

    public Func<ICommand, CommandAnswer> Answers { get; set; } = command => new CommandAnswer(new CommandAccepted(command.CommandId, 1, Made.Nothing), null);

    /// <summary>What happens before a command is answered.</summary>
    public Func<ICommand, CancellationToken, Task> Decides { get; set; } = (_, _) => Task.CompletedTask;

    public Func<IQuery, object?> Shows { get; set; } = _ => null;

    public Dictionary<SiteId, SiteSettings> Sites { get; } = new()
    {
        [new SiteId("demo")] = Settings("anna", "boris"),
        [new SiteId("other")] = Settings("anna", "xenia"),
    };

    public EngineStatus Status { get; set; } = new(EngineStatus.Running, 1, 1, 0, null, 0);

    public async Task<CommandAnswer> SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, ICommand
    {
        Sent.Enqueue(command);
        await Decides(command, cancellationToken);
        return Answers(command);
    }

    public Task<TView?> AskAsync<TQuery, TView>(TQuery query, CancellationToken cancellationToken)
        where TQuery : class, IQuery
        where TView : class =>
        Task.FromResult((TView?)(query is ShowSettings settings && Sites.TryGetValue(settings.Site, out var found) ? new SettingsView(found) : Shows(query)));

    public EngineStatus Read() => Status;

    public Func<Task<EngineHash>> Hashes { get; set; } = () => Task.FromResult(new EngineHash(1, "00"));

    public Task<EngineHash> HashAsync(CancellationToken cancellationToken) => Hashes();

    private static SiteSettings Settings(params string[] agents) => new()
    {
        Version = 1,
        Name = "Test",
        People =
        [
            .. agents.Select(agent => new PersonSettings { Id = new PersonId(agent), Name = agent, Privileges = [Privilege.Csr, Privilege.Agent, Privilege.Voice] }),
            new PersonSettings { Id = new PersonId("maria"), Name = "Maria", Privileges = [Privilege.Manager] },
            new PersonSettings { Id = new PersonId("admin"), Name = "Admin", Privileges = [Privilege.Administrator] },
        ],
        Queues = [new QueueSettings { Id = new QueueId("second-line"), Name = "Second line", Members = [new MemberSettings(new PersonId(agents[0]))] }],
    };
}
