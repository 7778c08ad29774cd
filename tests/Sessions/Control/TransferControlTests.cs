using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class TransferControlTests
{
    private readonly Site site = new();
    private readonly SessionId session;

    public TransferControlTests()
    {
        session = site.Started(Site.Ann);
        site.Joined(session);
    }

    [Fact, Accepts("S8"), Accepts("I6")]
    public void S8_in_one_step_the_receiver_has_control_and_the_giver_assists()
    {
        site.Assisted(session, Site.Bob);
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.Chat, true));
        site.Done(Transfer(Site.Ann, Site.Bob));

        site.Asked.ShouldBe([new MoveSlot(Site.Id, session, null, "default", Site.Ann, Site.Bob)]);
        site.News[^3..].ShouldBe(
        [
            new ControlTransferred(Site.Id, session, Site.Ann, Site.Bob),
            new ParticipantJoined(Site.Id, session, ParticipantRole.Assistant, null, Site.Ann, "Ann"),
            new ParticipantJoined(Site.Id, session, ParticipantRole.Controller, null, Site.Bob, "Bob"),
        ]);
        var view = site.Show(session)!;
        view.Controller.ShouldBe(Site.Bob);
        view.Activities.ShouldBeEmpty();
        view.Representatives.Count(each => each.InControl).ShouldBe(1);
    }

    [Fact, Accepts("S8")]
    public void S8_the_giver_can_be_given_control_back()
    {
        site.Assisted(session, Site.Bob);
        site.Done(Transfer(Site.Ann, Site.Bob));
        site.Done(Transfer(Site.Bob, Site.Ann));
        site.Show(session)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Accepts("S8")]
    public void S8_the_giver_may_leave_and_cannot_be_given_control_then()
    {
        site.Assisted(session, Site.Bob);
        site.Done(Transfer(Site.Ann, Site.Bob));
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, null, Site.Ann));
        site.News.ShouldBe([new ParticipantLeft(Site.Id, session, null, Site.Ann, LeaveReason.Left)]);
        site.Show(session)!.Controller.ShouldBe(Site.Bob);
        site.Refused(Transfer(Site.Bob, Site.Ann), RefusalReason.ParticipantNotPresent);
    }

    [Fact, Accepts("S8")]
    public void S8_a_routed_session_moves_with_its_request()
    {
        var (routed, _, request) = site.Taken(Site.Ann);
        site.Assisted(routed, Site.Bob);
        site.Done(new TransferControl(site.NewId(), Site.Id, routed, Site.Ann, Site.Bob));
        site.Asked.ShouldBe([new MoveSlot(Site.Id, routed, request, "default", Site.Ann, Site.Bob)]);
        site.Told.ShouldBeEmpty();
        site.Show(routed)!.Request.ShouldBe(request);
    }

    [Fact, Accepts("S8")]
    public void S8_control_passed_on_before_the_givers_page_opened_confirms_the_receivers()
    {
        var (routed, _, request) = site.Requested();
        site.Assisted(routed, Site.Bob);
        site.Done(new AssignSession(Site.Id, routed, request, Site.Ann, Site.Support));
        site.Done(new TransferControl(site.NewId(), Site.Id, routed, Site.Ann, Site.Bob));
        site.Told.ShouldBe([new ConfirmJoined(Site.Id, request, Site.Bob)]);
        site.Pass(30);
        site.News.ShouldBe([new ParticipantLeft(Site.Id, routed, null, Site.Ann, LeaveReason.LineLost)]);
    }

    [Fact, Accepts("S8"), Accepts("S11")]
    public void S8_the_voice_call_goes_on_with_a_receiver_who_can_do_voice()
    {
        site.Assisted(session, Site.Bob, voiceCapable: true);
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Done(Transfer(Site.Ann, Site.Bob));
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Opening);
    }

    [Theory, Refuses("S8")]
    [InlineData("cleo", true)]
    [InlineData("bob", false)]
    public void S8_the_voice_call_ends_without_the_privilege_or_a_page_that_can_do_voice(string receiver, bool voiceCapable)
    {
        site.Assisted(session, new(receiver), voiceCapable);
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Done(Transfer(Site.Ann, new(receiver)));
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Ending);
    }

    [Fact, Refuses("S8"), Refuses("I7")]
    public void S8_a_full_receiver_changes_nothing()
    {
        site.Assisted(session, Site.Bob);
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.Chat, true));
        site.Router = _ => Verdict.Refused(RefusalReason.AgentFull, "3 of 3", "agent");
        var before = site.Saved();
        var refusal = site.Refused(Transfer(Site.Ann, Site.Bob), RefusalReason.AgentFull);
        refusal.Message.ShouldBe("3 of 3");
        refusal.Field.ShouldBe("to");
        site.Saved().ShouldBe(before);
    }

    [Fact, Refuses("S8"), Refuses("I6")]
    public void S8_refuses_who_is_not_an_assistant_present_and_connected()
    {
        site.Refused(Transfer(Site.Ann, Site.Bob), RefusalReason.ParticipantNotPresent);
        site.Refused(Transfer(Site.Ann, Site.Ann), RefusalReason.InvalidField);
        site.Done(new AssistSession(site.NewId(), Site.Id, Site.Bob, site.Show(session)!.Number, null));
        site.Refused(Transfer(Site.Ann, Site.Bob), RefusalReason.NotConnected);
        site.Refused(Transfer(Site.Bob, Site.Ann), RefusalReason.NotInControl);
    }

    [Fact, Refuses("S8")]
    public void S8_the_giver_may_not_end_the_session()
    {
        site.Assisted(session, Site.Bob);
        site.Done(Transfer(Site.Ann, Site.Bob));
        site.Refused(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false), RefusalReason.NotInControl);
    }

    private TransferControl Transfer(PersonId by, PersonId to) => new(site.NewId(), Site.Id, session, by, to);
}
