using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using AcdRouter.Web;

namespace AcdRouter.Acd.Tests;

public sealed class CommandTests
{
    private static readonly SiteId Site = new("demo");

    [Fact]
    public void Every_command_and_query_contract_has_a_consumer()
    {
        BusContracts.Commands.Count.ShouldBe(typeof(ICommand).Assembly.GetExportedTypes().Count(type => type.IsClass && type.IsAssignableTo(typeof(ICommand))));
        BusContracts.Queries.Count.ShouldBe(typeof(IQuery).Assembly.GetExportedTypes().Count(type => type.IsClass && type.IsAssignableTo(typeof(IQuery))));
        BusContracts.Commands.ShouldContain(typeof(TransferSession));
        BusContracts.Queries.ShouldContain(typeof(ShowInbox));
        BusContracts.News.ShouldContain(typeof(OfferMade));
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_command_is_answered_after_the_partition_has_answered()
    {
        await using var bus = await TestBus.StartAsync();
        var made = new Made { Session = new SessionId(Guid.NewGuid()), Number = new SessionNumber(123_456_789), Invitations = [new InvitationId(Guid.NewGuid())] };
        bus.Partition.Answers = command => new CommandAccepted(command.CommandId, 42, made);

        var answer = await bus.Engine.SendAsync(Start(), TestContext.Current.CancellationToken);

        answer.Accepted!.Sequence.ShouldBe(42);
        answer.Accepted.Made.ShouldBe(made);
        var envelope = await bus.Partition.NextAsync();
        envelope.Command.ShouldBe(Start());
        envelope.NumberCandidates.Count.ShouldBe(8);
        envelope.NumberCandidates.Distinct().Count().ShouldBe(8);
        envelope.Secret.ShouldNotBe(Guid.Empty);
        envelope.SentAt.ShouldNotBeNull();
        envelope.Delivery.ShouldBe(1);
        envelope.Fingerprint.ShouldNotBe(0UL);
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_refusal_comes_back_whole()
    {
        await using var bus = await TestBus.StartAsync();
        var refusal = new Refusal(RefusalReason.AddresseeInvalid, "Unknown: x, y.", "agents", ["x", "y"]);
        bus.Partition.Answers = command => new CommandRefused(command.CommandId, refusal);

        (await bus.Engine.SendAsync(Start(), TestContext.Current.CancellationToken)).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public async Task A_refusal_nobody_waits_for_is_published()
    {
        await using var bus = await TestBus.StartAsync(typeof(CommandRefused));
        bus.Partition.Answers = command => new CommandRefused(command.CommandId, new Refusal(RefusalReason.UnknownSite, "No such site.", null, []));

        await bus.Bus.Publish(Start(), TestContext.Current.CancellationToken);

        (await bus.HearAsync<CommandRefused>()).Message.CommandId.ShouldBe(Start().CommandId);
    }

    [Fact, Refuses("I10")]
    public async Task I10_an_unavailable_partition_is_said_so_and_nothing_is_claimed()
    {
        await using var bus = await TestBus.StartAsync();
        bus.Partition.Answers = _ => throw new PartitionUnavailableException("The journal is away.", 3);

        var away = await Should.ThrowAsync<EngineUnavailableException>(() => bus.Engine.SendAsync(Start(), TestContext.Current.CancellationToken));

        away.RetryAfterSeconds.ShouldBe(3);
        away.Message.ShouldBe("The journal is away.");
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_command_nobody_waits_for_is_tried_again_while_the_partition_is_away()
    {
        await using var bus = await TestBus.StartAsync();
        var away = true;
        bus.Partition.Answers = command =>
        {
            if (!away) return new CommandAccepted(command.CommandId, 1, Made.Nothing);
            away = false;
            throw new PartitionUnavailableException("The journal is away.");
        };

        await bus.Bus.Publish(Start(), TestContext.Current.CancellationToken);

        (await bus.Partition.NextAsync()).Delivery.ShouldBe(1);
        var again = await bus.Partition.NextAsync();
        again.Command.ShouldBe(Start());
        again.Delivery.ShouldBe(1);
    }

    [Fact]
    public async Task A_query_is_answered_with_its_view_or_with_nothing()
    {
        await using var bus = await TestBus.StartAsync();
        bus.Partition.Shows = query => query is ShowPosition position ? new PositionView(position.Request, 3) : null;
        var request = new RequestId(Guid.NewGuid());

        (await bus.Engine.AskAsync<ShowPosition, PositionView>(new ShowPosition(Site, request), TestContext.Current.CancellationToken))
            .ShouldBe(new PositionView(request, 3));
        (await bus.Engine.AskAsync<ShowInbox, InboxView>(new ShowInbox(Site, new PersonId("anna")), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public void A_fingerprint_is_of_the_contents_and_not_of_the_id_or_the_ordinal()
    {
        var start = Start();
        Fingerprint.Of(start with { CommandId = new CommandId(Guid.NewGuid()) }).ShouldBe(Fingerprint.Of(start));
        Fingerprint.Of(start with { By = new PersonId("boris") }).ShouldNotBe(Fingerprint.Of(start));
        var signIn = new SignIn(start.CommandId, Site, start.By, 1);
        Fingerprint.Of(signIn with { Ordinal = 2 }).ShouldBe(Fingerprint.Of(signIn));
        Fingerprint.Of(new SignOut(signIn.CommandId, Site, start.By, 1)).ShouldNotBe(Fingerprint.Of(signIn));
    }

    [Fact]
    public void A_fingerprint_is_the_same_on_every_machine() => Fingerprint.Of(Start()).ShouldBe(FrozenFingerprint);

    private const ulong FrozenFingerprint = 2429526200414856502;

    private static StartSession Start() =>
        new(new CommandId(Guid.Parse("00000000-0000-0000-0000-000000000001")), Site, new PersonId("anna"), ["a@example.org"], null, null);
}
