using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class ServiceGatewayTests
{
    private const string Id = "00000000-0000-4000-8000-000000000001";

    private readonly FakePartition partition = new();
    private readonly FailedCommands failed = new();

    [Fact, Accepts("I10")]
    public async Task I10_a_command_is_handed_in_whole_and_its_answer_goes_to_who_waits()
    {
        var made = new Made { Session = new SessionId(Guid.Parse(Id)), Number = new SessionNumber(123_456_789) };
        partition.Answers = command => new CommandAccepted(command.CommandId, 42, made);

        var outcome = await HandleAsync(Message() with { Timestamp = 1_772_355_600, Delivery = 3 });

        outcome.Parked.ShouldBeNull();
        outcome.Reply!.Queue.ShouldBe("amq.gen-1");
        outcome.Reply.CorrelationId.ShouldBe("7");
        outcome.Reply.Type.ShouldBe("command-accepted");
        JsonSerializer.Deserialize<CommandAccepted>(outcome.Reply.Body, ContractsJson.Options)!.Made.ShouldBe(made);
        var envelope = await partition.NextAsync();
        envelope.Command.ShouldBe(Start());
        envelope.Fingerprint.ShouldBe(Fingerprint.Of(Start()));
        envelope.NumberCandidates.Count.ShouldBe(8);
        envelope.Secret.ShouldNotBe(Guid.Empty);
        envelope.SentAt.ShouldBe(new Instant(1_772_355_600_000));
        envelope.Delivery.ShouldBe(3);
    }

    [Fact]
    public async Task A_command_nobody_waits_for_is_done_and_not_answered()
    {
        (await HandleAsync(Message() with { ReplyTo = null })).ShouldBe(new ServiceOutcome(null, null));
        (await partition.NextAsync()).Command.ShouldBe(Start());
    }

    [Fact]
    public async Task Without_a_correlation_the_message_id_comes_back()
    {
        (await HandleAsync(Message() with { CorrelationId = null, MessageId = "m" })).Reply!.CorrelationId.ShouldBe("m");
        (await HandleAsync(Message() with { CorrelationId = null })).Reply!.CorrelationId.ShouldBeNull();
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_refusal_of_the_engine_comes_back_whole()
    {
        partition.Answers = command => new CommandRefused(command.CommandId, new Refusal(RefusalReason.UnknownSite, "No such site.", "site", []));
        var (type, answer) = await AnswerAsync(Message());
        type.ShouldBe("command-refused");
        answer["refusal"]!["reason"]!.ToString().ShouldBe("UnknownSite");
        answer["commandId"]!.ToString().ShouldBe(Id);
    }

    [Fact]
    public async Task A_refusal_of_the_engine_that_nobody_waits_for_is_told_to_everybody()
    {
        var refused = new CommandRefused(Start().CommandId, new Refusal(RefusalReason.UnknownPerson, "No such person.", "by", []));
        partition.Answers = _ => refused;
        (await HandleAsync(Message() with { ReplyTo = null })).ShouldBe(new ServiceOutcome(null, null, refused));
        (await HandleAsync(Message())).Told.ShouldBeNull();
    }

    [Fact]
    public async Task A_query_is_answered_with_its_view_or_with_nothing()
    {
        partition.Shows = query => query is ShowPosition position ? new PositionView(position.Request, 3) : null;
        var (type, answer) = await AnswerAsync(Message("show-position", new ShowPosition(Site, new RequestId(Guid.Parse(Id)))));
        type.ShouldBe("position-view");
        answer["position"]!.GetValue<int>().ShouldBe(3);

        (type, answer) = await AnswerAsync(Message("show-queues", new ShowQueues(Site)));
        type.ShouldBe("query-unanswered");
        answer["query"]!.ToString().ShouldBe("show-queues");
    }

    [Fact, Refuses("I10")]
    public async Task I10_an_engine_that_is_away_is_said_to_who_waits_and_thrown_to_the_carrier_where_nobody_does()
    {
        partition.Answers = _ => throw new PartitionUnavailableException("The journal is away.", 3);
        var (type, answer) = await AnswerAsync(Message());
        type.ShouldBe("engine-unavailable");
        answer["retryAfterSeconds"]!.GetValue<int>().ShouldBe(3);
        await Should.ThrowAsync<PartitionUnavailableException>(() => HandleAsync(Message() with { ReplyTo = null }));
    }

    [Fact]
    public async Task A_command_that_a_defect_stopped_is_answered_and_kept_with_the_reason()
    {
        failed.Note(new CommandId(Guid.Parse(Id)), "A queue is gone.");
        partition.Answers = command => new CommandRefused(command.CommandId, new Refusal(RefusalReason.CommandFailed, "A defect.", null, []));
        var outcome = await HandleAsync(Message());
        outcome.Reply!.Type.ShouldBe("command-refused");
        outcome.Parked!.Kind.ShouldBe("CommandFailed");
        outcome.Parked.Reason.ShouldBe("A queue is gone.");
    }

    [Fact]
    public async Task A_query_that_a_defect_stopped_is_refused_without_details_and_kept_with_them()
    {
        partition.Shows = _ => throw new DecisionFailedException("A queue is gone.");
        var outcome = await HandleAsync(Message("show-queues", new ShowQueues(Site)));
        Encoding.UTF8.GetString(outcome.Reply!.Body).ShouldNotContain("queue is gone");
        outcome.Reply.Type.ShouldBe("message-refused");
        outcome.Parked!.Reason.ShouldBe("A queue is gone.");
    }

    [Theory]
    [InlineData("""{"commandId":"x"}""", "commandId", "a GUID")]
    [InlineData("""{"site":"demo"}""", "commandId", "required")]
    [InlineData("""{"commandId":"00000000-0000-0000-0000-000000000000","site":"demo","by":"anna","inviteAddresses":[],"language":null,"channel":null}""", "commandId", "new for each wish")]
    [InlineData("""{"commandId":"00000000-0000-4000-8000-000000000001","site":"Demo!"}""", "site", "a-z")]
    [InlineData("not json", null, "not JSON")]
    [InlineData("", null, "not JSON")]
    [InlineData("null", null, "null")]
    [InlineData("[]", null, "start-session")]
    public async Task A_malformed_body_is_refused_with_the_member_and_what_is_expected(string body, string? field, string says)
    {
        var (type, answer) = await AnswerAsync(Message() with { }, body);
        type.ShouldBe("message-refused");
        answer["type"]!.ToString().ShouldBe("start-session");
        var refusal = answer["refusal"]!;
        refusal["reason"]!.ToString().ShouldBe("MessageMalformed");
        ((string?)refusal["field"]).ShouldBe(field);
        refusal["message"]!.ToString().ShouldContain(says);
    }

    [Theory]
    [InlineData(ServiceLimits.MaxBodyBytes, false)]
    [InlineData(ServiceLimits.MaxBodyBytes + 1, true)]
    public async Task A_body_beyond_the_bound_is_refused_with_the_bound(int length, bool isRefused)
    {
        var body = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(Start(), ContractsJson.Options));
        var (type, answer) = await AnswerAsync(Message(), body + new string(' ', length - body.Length));
        type.ShouldBe(isRefused ? "message-refused" : "command-accepted");
        if (!isRefused) return;
        answer["refusal"]!["reason"]!.ToString().ShouldBe("MessageTooLarge");
        answer["refusal"]!["message"]!.ToString().ShouldContain("at most 65536");
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("no-such-thing", "no command or query")]
    [InlineData("offer-made", "no command or query")]
    [InlineData("configure-site", "over HTTP")]
    public async Task A_type_that_is_not_open_is_refused_with_those_that_are(string? sent, string says)
    {
        var (type, answer) = await AnswerAsync(Message() with { Type = sent });
        type.ShouldBe("message-refused");
        ((string?)answer["type"]).ShouldBe(sent);
        answer["refusal"]!["reason"]!.ToString().ShouldBe("MessageTypeUnknown");
        answer["refusal"]!["message"]!.ToString().ShouldContain(says);
        answer["refusal"]!["names"]!.AsArray().Select(name => name!.ToString()).ShouldContain("start-session");
    }

    [Fact]
    public async Task A_body_for_another_site_than_the_routing_key_is_refused_with_both()
    {
        var (_, answer) = await AnswerAsync(Message() with { Site = "other" });
        answer["refusal"]!["reason"]!.ToString().ShouldBe("WrongSite");
        answer["refusal"]!["message"]!.ToString().ShouldContain("names demo, the routing key other");
        answer["refusal"]!["field"]!.ToString().ShouldBe("site");
    }

    [Fact]
    public async Task A_sender_the_broker_does_not_vouch_for_is_refused()
    {
        var (_, answer) = await AnswerAsync(Message() with { UserId = null });
        answer["refusal"]!["reason"]!.ToString().ShouldBe("SenderMissing");
        answer["refusal"]!["field"]!.ToString().ShouldBe("user_id");
    }

    /// <summary>A holder that never wakes a partition would be declared lost, with all its lines.</summary>
    [Fact]
    public async Task A_service_cannot_pass_for_a_process_that_holds_lines()
    {
        var report = new ReportAgentConnection(
            new CommandId(Guid.Parse(Id)), Site, new PersonId("anna"), new ConnectionId(Guid.Parse(Id)), ConnectionChange.Opened, 1);
        (await AnswerAsync(Message("report-agent-connection", report))).Type.ShouldBe("command-accepted");
        var (_, answer) = await AnswerAsync(Message("report-agent-connection", report with { Holder = Guid.Parse(Id) }));
        answer["refusal"]!["field"]!.ToString().ShouldBe("holder");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/vnd.masstransit+json", false)]
    public async Task Plain_json_is_taken_and_nothing_else(string? contentType, bool isTaken)
    {
        var (type, answer) = await AnswerAsync(Message() with { ContentType = contentType });
        type.ShouldBe(isTaken ? "command-accepted" : "message-refused");
        if (!isTaken) answer["refusal"]!["field"]!.ToString().ShouldBe("content_type");
    }

    [Fact]
    public async Task What_is_refused_while_nobody_waits_is_kept_for_the_operator()
    {
        var outcome = await HandleAsync(Message() with { ReplyTo = null }, "not json");
        outcome.Reply.ShouldBeNull();
        outcome.Parked!.Kind.ShouldBe("MessageMalformed");
        Encoding.UTF8.GetString(outcome.Parked.Body.Span).ShouldBe("not json");

        outcome = await HandleAsync(Message() with { ReplyTo = null }, new string(' ', ServiceLimits.MaxBodyBytes + 1));
        outcome.Parked!.Kind.ShouldBe("MessageTooLarge");
        outcome.Parked.Body.Length.ShouldBe(0);

        outcome = await HandleAsync(Message("show-queues", new ShowQueues(Site)) with { ReplyTo = null });
        outcome.Parked!.Reason.ShouldContain("reply_to: required");
    }

    [Theory]
    [InlineData("amq.rabbitmq.reply-to.g1h2.xyz", "shop", true)]
    [InlineData("amq.gen-abc", "shop", true)]
    [InlineData("acd-service.shop.answers", "shop", true)]
    [InlineData("amq.gen-abc", null, true)]
    [InlineData("acd-service.shop.answers", "bank", false)]
    [InlineData("acd-service.shop", "shop", false)]
    [InlineData("acd-service..x", "", false)]
    [InlineData("acd-service..x", null, false)]
    [InlineData("acd-partition-0", "shop", false)]
    [InlineData("acd-partition-0_error", "shop", false)]
    [InlineData("amq.rabbitmq.reply-to", "shop", false)]
    [InlineData("AMQ.GEN-abc", "shop", false)]
    public async Task Answers_go_to_the_senders_own_queues_only(string queue, string? user, bool isAllowed)
    {
        ReplyAddress.IsAllowed(queue, user).ShouldBe(isAllowed);
        if (isAllowed) return;
        var outcome = await HandleAsync(Message() with { ReplyTo = queue, UserId = user });
        outcome.Reply.ShouldBeNull();
        outcome.Parked!.Kind.ShouldBe("ReplyToNotAllowed");
        outcome.Parked.Reason.ShouldContain(queue);
    }

    private static SiteId Site => new("demo");

    private static StartSession Start() => new(new CommandId(Guid.Parse(Id)), Site, new PersonId("anna"), ["a@example.org"], null, null);

    private static ServiceMessage Message(string type = "start-session", object? body = null)
    {
        var content = body ?? Start();
        return new ServiceMessage("demo", JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), ContractsJson.Options))
        {
            Type = type, ContentType = "application/json", UserId = "shop", ReplyTo = "amq.gen-1", CorrelationId = "7",
        };
    }

    private Task<ServiceOutcome> HandleAsync(ServiceMessage message, string? body = null) =>
        new ServiceGateway(partition, failed).HandleAsync(
            body is null ? message : message with { Body = Encoding.UTF8.GetBytes(body) }, TestContext.Current.CancellationToken);

    private async Task<(string Type, JsonNode Answer)> AnswerAsync(ServiceMessage message, string? body = null)
    {
        var reply = (await HandleAsync(message, body)).Reply!;
        return (reply.Type, JsonNode.Parse(reply.Body)!);
    }
}
