using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using MassTransit;

namespace AcdRouter.Acd.Tests;

public sealed class NewsTests
{
    private static readonly SiteId Site = new("demo");

    [Fact, Accepts("R1")]
    public async Task News_goes_out_under_its_own_id_and_a_repeat_keeps_it()
    {
        await using var bus = await TestBus.StartAsync(typeof(SessionEnded));
        var id = Guid.NewGuid();
        var news = new SessionEnded(Site, new SessionId(Guid.NewGuid()), SessionEnd.Ended, new Instant(5));
        OutgoingMessage[] outgoing = [new(id, 1, news)];

        await bus.News.PublishAsync(outgoing, TestContext.Current.CancellationToken);
        await bus.News.PublishAsync(outgoing, TestContext.Current.CancellationToken);

        (await bus.HearAsync<SessionEnded>()).ShouldBe((news, id));
        (await bus.HearAsync<SessionEnded>()).ShouldBe((news, id));
    }

    [Fact, Accepts("S11")]
    public async Task S11_what_is_owed_to_the_voice_bridge_is_published_under_its_name()
    {
        await using var bus = await TestBus.StartAsync(typeof(EndVoiceCall));
        var end = new EndVoiceCall(Site, new SessionId(Guid.NewGuid()), new CallId(Guid.NewGuid()));

        await bus.News.PublishAsync([new OutgoingMessage(Guid.NewGuid(), 0, end)], TestContext.Current.CancellationToken);

        (await bus.HearAsync<EndVoiceCall>()).Message.ShouldBe(end);
    }

    [Fact]
    public async Task Exchanges_are_named_after_the_contract_and_not_after_its_type()
    {
        await using var bus = await TestBus.StartAsync();

        bus.Bus.Topology.Message<SessionEnded>().EntityName.ShouldBe("session-ended");
        bus.Bus.Topology.Message<TransferSession>().EntityName.ShouldBe("transfer-session");
        bus.Bus.Topology.Message<Fault<TransferSession>>().EntityName.ShouldBe("transfer-session-fault");
    }

    [Fact]
    public async Task Every_contract_survives_the_bus()
    {
        await using var bus = await TestBus.StartAsync(typeof(OfferMade));
        var offer = new OfferMade(Site, [new PersonId("boris")], new OfferView(
            new RequestId(Guid.NewGuid()), 1, new SessionId(Guid.NewGuid()), new SessionNumber(123_456_789), true, new QueueId("second-line"), "Zoë",
            0, new PersonId("anna"), "Grüße\n😀", [new FormAnswer("product", "x")], new Instant(1_000), new Instant(31_000)));

        await bus.News.PublishAsync([new OutgoingMessage(Guid.NewGuid(), 1, offer)], TestContext.Current.CancellationToken);

        (await bus.HearAsync<OfferMade>()).Message.ShouldBe(offer);
    }
}
