using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class RequestSessionTests
{
    private readonly Site site = new();

    [Fact, Accepts("S1")]
    public void S1_makes_a_waiting_session_and_its_request_together()
    {
        var command = Request() with { Answers = [new("order", "42")], WantedSkills = ["printers"], Priority = 1 };
        var made = site.Done(command);

        var asked = site.Asked.ShouldHaveSingleItem().ShouldBeOfType<RequestRouting>();
        asked.Target.ShouldBe(new RoutingTarget(Site.Support, []));
        asked.Customer.ShouldBe("Carl");
        asked.Answers.ShouldBe([new("order", "42")]);
        asked.Priority.ShouldBe(1);
        asked.Giver.ShouldBeNull();
        made.Position.ShouldBe(1);
        made.Request.ShouldBe(new RequestId(command.CommandId.Value));
        made.Customer.ShouldBe(new CustomerId(command.CommandId.Value));
        var view = site.Show(made.Session!.Value)!;
        view.WaitingRequest.ShouldBe(made.Request);
        view.Controller.ShouldBeNull();
        view.AssistedCustomer.ShouldBe(made.Customer);
        site.News.ShouldContain(new SessionWaiting(Site.Id, made.Session.Value, made.Request!.Value, WaitReason.NewCustomer));
    }

    [Fact, Refuses("S1")]
    public void S1_leaves_no_session_when_the_request_is_refused()
    {
        site.Router = _ => Verdict.Refused(RefusalReason.QueueFull, "200 wait", "target");
        site.Refused(Request(), RefusalReason.QueueFull).Field.ShouldBe("queue");
        site.Process.Answer(new ShowSessions(Site.Id, 10), site.Now).ShouldBeOfType<SessionListView>().Total.ShouldBe(0);
    }

    [Fact, Refuses("S1")]
    public void S1_refuses_a_request_before_the_site_has_settings()
    {
        var process = new SessionsProcess(Site.Id);
        var verdict = process.Decide(Request(), new ScriptedDecision(process, Site.Start));
        verdict.Refusal!.Reason.ShouldBe(RefusalReason.UnknownSite);
    }

    [Fact, Refuses("S1")]
    public void S1_names_the_field_that_is_out_of_range()
    {
        Field(Request() with { Customer = " " }).ShouldBe("customer");
        Field(Request() with { Customer = "a\tb" }).ShouldBe("customer");
        Field(Request() with { Customer = new string('x', 101) }).ShouldBe("customer");
        Field(Request() with { Priority = 2 }).ShouldBe("priority");
        Field(Request() with { Priority = -1 }).ShouldBe("priority");
        Field(Request() with { Answers = Enumerable.Range(0, 51).Select(i => new FormAnswer($"f{i}", "")).ToValueList() }).ShouldBe("answers");
        Field(Request() with { Answers = [new("", "x")] }).ShouldBe("answers");
        Field(Request() with { Answers = [new("f", new string('x', 1001))] }).ShouldBe("answers");
        Field(Request() with { WantedSkills = Enumerable.Range(0, 11).Select(i => $"s{i}").ToValueList() }).ShouldBe("wantedSkills");
        Field(Request() with { WantedSkills = [""] }).ShouldBe("wantedSkills");
    }

    [Fact, Accepts("S1")]
    public void S1_takes_names_and_answers_at_their_limits()
    {
        site.Done(Request() with
        {
            Customer = string.Concat(Enumerable.Repeat("🙂", 100)),
            Answers = [new(new string('f', 64), new string('x', 998) + "\r\n")],
        });
    }

    private string? Field(RequestSession command) => site.Refused(command, RefusalReason.InvalidField).Field;

    private RequestSession Request() => new(site.NewId(), Site.Id, "Carl", Site.Support, null, 0, [], []);
}
