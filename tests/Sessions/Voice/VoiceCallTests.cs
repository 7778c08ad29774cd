using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class VoiceCallTests
{
    private readonly Site site = new();
    private readonly SessionId session;
    private readonly CustomerId carl;

    public VoiceCallTests()
    {
        session = site.Started(Site.Ann);
        carl = site.Joined(session);
    }

    [Fact, Accepts("S11")]
    public void S11_who_is_in_control_starts_the_call_and_its_opening_is_owed_until_confirmed()
    {
        var call = Start();
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Opening)]);
        site.Owed().ShouldBe([new Owed($"open-voice-call/{call}", new OpenVoiceCall(Site.Id, session, call))]);
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call));
        site.Owed().ShouldBeEmpty();
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Open);
    }

    [Fact, Accepts("S11")]
    public void S11_the_tear_down_is_owed_until_the_bridge_confirms()
    {
        var call = Start();
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call));
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Owed().ShouldBe([new Owed($"end-voice-call/{call}", new EndVoiceCall(Site.Id, session, call))]);
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, call));
        site.Owed().ShouldBeEmpty();
        site.Show(session)!.Voice.ShouldBeNull();
        site.Pass(60);
        site.Emitted.ShouldBeEmpty();
    }

    [Fact, Accepts("S11")]
    public void S11_a_call_ended_while_it_opens_owes_the_tear_down_alone()
    {
        var call = Start();
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Owed().ShouldHaveSingleItem().Message.ShouldBe(new EndVoiceCall(Site.Id, session, call));
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call));
        site.Emitted.ShouldBeEmpty();
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Ending);
    }

    [Fact, Accepts("S11")]
    public void S11_the_tear_down_stays_owed_after_the_session_has_ended_and_is_shown_when_overdue()
    {
        var call = Start();
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        site.Show(session).ShouldBeNull();
        site.Pass(29);
        site.News.ShouldBeEmpty();
        site.Pass(1);
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Overdue)]);
        site.Owed().ShouldHaveSingleItem().Key.ShouldBe($"end-voice-call/{call}");
        System.Text.Encoding.UTF8.GetString(site.Saved()).ShouldContain("\"overdueTotal\":1");
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, call));
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Ended)]);
        site.Owed().ShouldBeEmpty();
    }

    [Fact, Accepts("S11")]
    public void S11_a_call_that_the_bridge_dropped_by_itself_is_over()
    {
        var call = Start();
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call));
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, call));
        site.Show(session)!.Voice.ShouldBeNull();
    }

    [Fact, Accepts("S11")]
    public void S11_anyone_joins_and_drops_their_own_leg()
    {
        var call = Start();
        site.Done(Leg(Site.Ann, null, true));
        site.Done(Leg(null, carl, true));
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Opening)]);
        site.Done(Leg(null, carl, true));
        site.Emitted.ShouldBeEmpty();
        site.Show(session)!.Voice.ShouldBe(new VoiceView(call, VoiceState.Opening, [carl], [Site.Ann]));
        site.Done(Leg(Site.Ann, null, false));
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, carl, null));
        site.Show(session)!.Voice.ShouldBe(new VoiceView(call, VoiceState.Opening, [], []));
    }

    [Fact, Refuses("S11")]
    public void S11_one_call_a_session_also_while_the_last_one_is_torn_down()
    {
        Start();
        site.Refused(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann), RefusalReason.VoiceCallOpen);
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Refused(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann), RefusalReason.VoiceCallOpen);
        site.Refused(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann), RefusalReason.NoVoiceCall);
        site.Refused(Leg(Site.Ann, null, true), RefusalReason.NoVoiceCall);
    }

    [Fact, Refuses("S11")]
    public void S11_only_who_is_in_control_with_the_privilege_starts_and_ends_it()
    {
        site.Assisted(session, Site.Bob);
        site.Refused(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Bob), RefusalReason.NotInControl);
        site.Refused(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann), RefusalReason.NoVoiceCall);
        var cleos = site.Started(Site.Cleo);
        site.Refused(new StartVoiceCall(site.NewId(), Site.Id, cleos, Site.Cleo), RefusalReason.PrivilegeMissing).Names.ShouldBe(["voice"]);
        site.Refused(Leg(Site.Cleo, null, true), RefusalReason.ParticipantNotPresent);
        site.Refused(Leg(null, null, true), RefusalReason.InvalidField);
    }

    [Fact, Refuses("S11")]
    public void S11_a_transferred_session_never_goes_on_with_the_old_agents_call()
    {
        var call = Start();
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call));
        var request = site.Done(site.Transfer(session, Site.Ann, null, Site.Bob)).Request!.Value;
        site.Done(new AssignSession(Site.Id, session, request, Site.Bob, null));
        site.Opened(session, Site.Bob);
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Ending);
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, call));
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Bob)).Call.ShouldNotBe(call);
    }

    [Fact, Refuses("S11")]
    public void S11_a_confirmation_of_an_unknown_call_changes_nothing()
    {
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, new(Guid.AllBitsSet)));
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, new(Guid.AllBitsSet)));
        site.Emitted.ShouldBeEmpty();
    }

    private CallId Start() => site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann)).Call!.Value;

    private SwitchVoiceLeg Leg(PersonId? person, CustomerId? customer, bool joined) =>
        new(site.NewId(), Site.Id, session, person, customer, joined);
}
