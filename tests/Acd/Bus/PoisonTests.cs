using AcdRouter.Contracts;
using AcdRouter.Web;
using MassTransit;
using MassTransit.Serialization;

namespace AcdRouter.Acd.Tests;

public sealed class PoisonTests
{
    [Theory]
    [InlineData("{ this is not json", "Json")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"commandId":"nonsense","site":"demo","by":"anna","inviteAddresses":[]}}""", "CommandId")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"commandId":"3f2b8f6e-6c0e-4b57-9c7e-0d5b5c0a1d11","site":"No Site!","by":"anna","inviteAddresses":[]}}""", "SiteId")]
    [InlineData("""{"messageType":["urn:message:AcdRouter.Contracts:StartSession"],"message":{"site":"demo","by":"anna","inviteAddresses":[]}}""", "commandId")]
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

    private static async Task SendRawAsync(TestBus bus, string body)
    {
        var endpoint = await bus.Bus.GetSendEndpoint(new Uri($"queue:{BusEngine.PartitionQueue}"));
        var serializer = new CopyBodySerializer(SystemTextJsonMessageSerializer.JsonContentType, new StringMessageBody(body));
        await endpoint.Send(new QueryUnanswered("raw"), Pipe.Execute<SendContext>(context => context.Serializer = serializer), TestContext.Current.CancellationToken);
    }
}
