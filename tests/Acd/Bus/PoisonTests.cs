using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Sessions;
using AcdRouter.Testing;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Acd.Tests;

public sealed class PoisonTests
{
    private const string Invite =
        "{\"messageType\":[\"urn:message:AcdRouter.Contracts:Invite\"],\"message\":{\"commandId\":\"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11\","
        + "\"site\":\"demo\",\"by\":\"anna\",\"session\":\"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d12\",";

    [Theory]
    [InlineData("{ this is not json", "Json")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"commandId":"nonsense","site":"demo","by":"anna","inviteAddresses":[]}}""", "CommandId")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"commandId":"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11","site":"No Site!","by":"anna","inviteAddresses":[]}}""", "SiteId")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"site":"demo","by":"anna","inviteAddresses":[]}}""", "commandId")]
    [InlineData(Invite + "\"means\":\"mail\",\"role\":1,\"address\":null,\"colleague\":null,\"language\":null}}", "role")]
    [InlineData(Invite + "\"means\":\"mail\",\"role\":\"customer\",\"role\":\"representative\",\"address\":null,\"colleague\":null,\"language\":null}}", "role")]
    [InlineData(Invite + "\"means\":\"mail\",\"address\":null,\"colleague\":null,\"language\":null}}", "role")]
    public async Task A_malformed_message_is_in_the_error_queue_with_its_reason(string body, string names)
    {
        await using var bus = await TestBus.StartAsync();

        await SendRawAsync(bus, body);

        var error = await bus.ErrorAsync();
        $"{error.Kind}: {error.Reason}".ShouldContain(names);
    }

    [Fact]
    public async Task A_command_whose_handling_throws_is_in_the_error_queue_and_the_next_one_is_decided()
    {
        await using var bus = await TestBus.StartAsync();
        bus.Partition.Answers = _ => throw new InvalidOperationException("a defect");
        await bus.Bus.Publish(new SignOut(new CommandId(Guid.NewGuid()), new SiteId("demo"), new PersonId("anna"), 1), TestContext.Current.CancellationToken);

        (await bus.ErrorAsync()).Reason.ShouldBe("a defect");

        bus.Partition.Answers = command => new CommandAccepted(command.CommandId, 1, Made.Nothing);
        var answer = await bus.Engine.SendAsync(
            new SignOut(new CommandId(Guid.NewGuid()), new SiteId("demo"), new PersonId("anna"), 2), TestContext.Current.CancellationToken);
        answer.IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_that_a_defect_stops_is_refused_and_parked_once_with_the_reason()
    {
        await using var bus = await TestBus.StartAsync(Defective);
        var partition = (PartitionHost)bus.Service<IPartition>();
        await partition.StartAsync(TestContext.Current.CancellationToken);
        var file = SettingsFile.Read(Path.Combine(Repository.Root, "samples", "site.yaml")).File!;
        (await bus.Engine.SendAsync(ConfigureCommands.Of(file), TestContext.Current.CancellationToken)).IsAccepted.ShouldBeTrue();
        var poison = new SignIn(new CommandId(Guid.NewGuid()), file.Site, new PersonId("anna"), 1);

        (await bus.Engine.SendAsync(poison, TestContext.Current.CancellationToken)).Refusal!.Reason.ShouldBe(RefusalReason.CommandFailed);

        var error = await bus.ErrorAsync();
        error.Kind.ShouldBe(nameof(RefusalReason.CommandFailed));
        error.Reason.ShouldContain("a defect in signing in");
        var next = new SignOut(new CommandId(Guid.NewGuid()), file.Site, new PersonId("anna"), 2);
        (await bus.Engine.SendAsync(next, TestContext.Current.CancellationToken)).IsAccepted.ShouldBeTrue();
        await partition.StopAsync();
        bus.Service<ErrorQueue>().Count.ShouldBe(1);
    }

    private static PartitionHost Defective(IServiceProvider services) => new(new PartitionOptions
    {
        Run = Guid.NewGuid(),
        Layout = new ProcessLayout(site => [new DefectiveRouting(site), new SessionsProcess(site)]),
        Journal = new InMemoryJournal(),
        History = new InMemoryHistoryStore(CustomerRemoval.Apply),
        News = [services.GetRequiredService<INewsSink>()],
        Observer = new PartitionLog(0, services.GetRequiredService<FailedCommands>(), new ListLogger<PartitionLog>()),
    });

    private static async Task SendRawAsync(TestBus bus, string body)
    {
        var endpoint = await bus.Bus.GetSendEndpoint(new Uri($"queue:{BusModule.PartitionQueue}"));
        var serializer = new CopyBodySerializer(SystemTextJsonMessageSerializer.JsonContentType, new StringMessageBody(body));
        await endpoint.Send(new QueryUnanswered("raw"), Pipe.Execute<SendContext>(context => context.Serializer = serializer), TestContext.Current.CancellationToken);
    }
}
