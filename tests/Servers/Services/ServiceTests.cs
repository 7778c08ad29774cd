using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Services;

public sealed class ServiceTests(ServiceBroker broker) : IClassFixture<ServiceBroker>
{
    [Fact, Accepts("S9")]
    public async Task S9_a_service_in_another_language_starts_joins_transfers_and_listens()
    {
        var done = await broker.RunAsync("hand_over");

        foreach (var step in new[] { "started", "joined", "moved" })
        {
            done[step]!["type"]!.ToString().ShouldBe("command-accepted", done[step]!.ToJsonString());
            done[step]!["contentType"]!.ToString().ShouldBe("application/json");
        }
        var made = done["started"]!["answer"]!["made"]!;
        var request = done["moved"]!["answer"]!["made"]!["request"]!.ToString();
        done["position"]!["type"]!.ToString().ShouldBe("position-view");
        done["position"]!["answer"]!["request"]!.ToString().ShouldBe(request);

        var events = done["events"]!.AsArray().Select(each => each!).ToList();
        events.Select(each => each["headers"]!["sequence"]!.GetValue<long>()).ShouldBeInOrder(SortDirection.Ascending);
        events.Select(each => each["type"]!.ToString()).ShouldBeInOrderOf("session-started", "participant-joined", "request-queued", "session-ended");
        foreach (var each in events)
        {
            each["key"]!.ToString().ShouldBe($"demo.{each["type"]}");
            each["contentType"]!.ToString().ShouldBe("application/json");
            Guid.TryParse(each["id"]!.ToString(), out _).ShouldBeTrue();
            each["headers"]!["site"]!.ToString().ShouldBe("demo");
            each["body"]!["site"]!.ToString().ShouldBe("demo");
        }
        events.Select(each => each["id"]!.ToString()).ShouldBeUnique();
        var queued = events.Single(each => each["type"]!.ToString() == "request-queued")["body"]!;
        queued["request"]!.ToString().ShouldBe(request);
        queued["session"]!.ToString().ShouldBe(made["session"]!.ToString());
    }

    [Fact, Accepts("I10"), Refuses("I10")]
    public async Task I10_a_command_sent_again_has_one_effect_and_one_answer_and_its_id_serves_no_other_wish()
    {
        var answers = await broker.RunAsync("replayed");
        answers["again"]!.ToJsonString().ShouldBe(answers["first"]!.ToJsonString());
        answers["other"]!["refusal"]!["reason"]!.ToString().ShouldBe("CommandIdReused");
    }

    [Fact]
    public async Task A_refusal_that_nobody_waits_for_is_heard_as_an_event_named_after_the_command()
    {
        var heard = await broker.RunAsync("unasked");
        heard["key"]!.ToString().ShouldBe("demo.command-refused");
        heard["id"]!.ToString().ShouldBe(heard["body"]!["commandId"]!.ToString());
        heard["body"]!["refusal"]!["reason"]!.ToString().ShouldBe("UnknownPerson");
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_by_name_and_the_queue_goes_on()
    {
        var answers = await broker.RunAsync("refused");
        Reason(answers, "large").ShouldBe("MessageTooLarge");
        Reason(answers, "malformed").ShouldBe("MessageMalformed");
        Reason(answers, "member").ShouldBe("MessageMalformed");
        answers["member"]!["answer"]!["refusal"]!["field"]!.ToString().ShouldBe("by");
        Reason(answers, "unknown").ShouldBe("MessageTypeUnknown");
        Reason(answers, "closed").ShouldBe("MessageTypeUnknown");
        Reason(answers, "wrongSite").ShouldBe("WrongSite");
        Reason(answers, "nobody").ShouldBe("SenderMissing");
        Reason(answers, "envelope").ShouldBe("MessageMalformed");
        answers["nothing"]!["type"]!.ToString().ShouldBe("query-unanswered");
        answers["last"]!["type"]!.ToString().ShouldBe("queue-list-view");
    }

    [Fact]
    public async Task A_site_that_nobody_has_configured_is_answered_as_unknown()
    {
        var answers = await broker.RunAsync("nowhere");
        answers["command"]!["type"]!.ToString().ShouldBe("command-refused");
        answers["command"]!["answer"]!["refusal"]!["reason"]!.ToString().ShouldBe("UnknownSite");
        answers["query"]!["type"]!.ToString().ShouldBe("query-unanswered");
    }

    [Fact]
    public async Task What_cannot_be_answered_is_kept_with_the_reason_and_the_queue_goes_on()
    {
        await broker.ErrorsAsync(0);
        (await broker.RunAsync("parked"))["last"]!["type"]!.ToString().ShouldBe("queue-list-view");
        var errors = await broker.ErrorsAsync(4);
        errors.Select(error => error.Kind).ShouldBe(["MessageMalformed", "ReplyToNotAllowed", "ReplyToNotAllowed", "MessageTooLarge"], ignoreOrder: true);
        errors.ShouldAllBe(error => error.User == broker.User && error.Site == "demo");
        errors.Single(error => error.Kind == "MessageTooLarge").Length.ShouldBe(0);
        errors.ShouldContain(error => error.Reason.Contains("acd-partition-0 is not the sender's own"));
    }

    [Fact]
    public async Task What_the_operator_puts_back_counts_as_its_senders()
    {
        const string Body = """{"site":"demo"}""";
        (await broker.PutBackAsync("show-queues", Body, new() { ["acd-user"] = "shop", ["acd-site"] = "demo" })).ShouldBe("queue-list-view");
        (await broker.PutBackAsync("show-queues", Body, new() { ["acd-user"] = "shop", ["acd-site"] = "other" })).ShouldBe("message-refused");
        (await broker.PutBackAsync("show-queues", Body, [])).ShouldBe("message-refused");
    }

    [Fact]
    public async Task The_broker_refuses_other_sites_other_users_and_every_way_around()
    {
        await broker.ErrorsAsync(0);
        var answers = (await broker.RunAsync("broker")).AsObject();
        answers["last"]!["type"]!.ToString().ShouldBe("command-accepted");
        answers["otherUser"]!["code"]!.GetValue<int>().ShouldBe(406);
        foreach (var (attempt, answer) in answers.Where(each => each.Key is not "last" and not "otherUser"))
        {
            answer.ShouldNotBeNull($"{attempt} was allowed.");
            answer["code"]!.GetValue<int>().ShouldBe(403, attempt);
        }
        // What the broker itself sent on has no sender that it vouches for.
        var stray = (await broker.ErrorsAsync(1)).Single();
        stray.Kind.ShouldBe("SenderMissing");
        stray.Site.ShouldBe("other");
    }

    [Fact]
    public async Task A_copy_to_another_site_is_refused_by_the_broker_or_here()
    {
        var answer = await broker.RunAsync("copied");
        if (answer["code"] is { } code) code.GetValue<int>().ShouldBe(403);
        else answer["answer"]!["refusal"]!["reason"]!.ToString().ShouldBe("WrongSite");
    }

    [Fact]
    public async Task Events_and_answers_are_kept_while_the_service_is_away()
    {
        var done = await broker.RunAsync("durable", $"acd-service.{broker.User}");
        done["kept"]!.AsArray().Select(each => each!.ToString()).ShouldContain("session-started");
        done["answer"]!.ToString().ShouldBe("queue-list-view");
    }

    private static string Reason(JsonNode answers, string name)
    {
        answers[name]!["type"]!.ToString().ShouldBe("message-refused", name);
        return answers[name]!["answer"]!["refusal"]!["reason"]!.ToString();
    }
}
