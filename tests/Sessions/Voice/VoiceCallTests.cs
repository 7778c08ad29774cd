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
        site.Owed().ShouldBe([new Owed($"end-voice-call/{call}/{Order}", new EndVoiceCall(Site.Id, session, call, Order))]);
        site.Done(Ended(call));
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
        site.Owed().ShouldHaveSingleItem().Message.ShouldBe(new EndVoiceCall(Site.Id, session, call, Order));
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Ending);
    }

    [Fact, Accepts("S11")]
    public void S11_a_call_opened_after_its_end_was_confirmed_is_torn_down_again()
    {
        var call = Start();
        site.Done(site.Transfer(session, Site.Ann, Site.Support));
        var first = Ended(call);
        site.Done(first);
        site.Owed().ShouldBeEmpty("the bridge knew no such call, and said so");
        site.Pass(1);
        site.Done(Opened(call));
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Ending)]);
        site.Owed().ShouldBe([new Owed($"end-voice-call/{call}/{Order}", new EndVoiceCall(Site.Id, session, call, Order))]);
        site.Done(first with { CommandId = site.NewId() });
        site.Owed().ShouldHaveSingleItem("what was confirmed is the order before");
        site.Done(Ended(call));
        site.Owed().ShouldBeEmpty();
    }

    [Fact, Accepts("S11")]
    public void S11_an_opening_confirmed_while_the_tear_down_is_owed_needs_an_order_of_its_own()
    {
        var call = Start();
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        var first = Ended(call);
        site.Done(Opened(call));
        site.Done(first);
        site.Show(session)!.Voice!.State.ShouldBe(VoiceState.Ending, "the call was opened after the first order had found nothing");
        site.Done(Ended(call));
        site.Show(session)!.Voice.ShouldBeNull();
    }

    [Fact, Accepts("S11")]
    public void S11_a_call_opened_for_an_ended_or_unknown_session_is_torn_down()
    {
        var call = Start();
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        site.Done(Ended(call));
        site.Done(Opened(call));
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, new(Guid.AllBitsSet), new(Guid.AllBitsSet)));
        site.Owed().Select(each => each.Message).ShouldBe(
            [new EndVoiceCall(Site.Id, session, call, Order), new EndVoiceCall(Site.Id, new(Guid.AllBitsSet), new(Guid.AllBitsSet), Order)],
            ignoreOrder: true);
        site.Pass(30);
        site.News.Count.ShouldBe(2);
    }

    [Fact, Refuses("S11")]
    public void S11_a_live_calls_opening_confirmed_twice_changes_nothing()
    {
        var call = Start();
        site.Done(Opened(call));
        site.Done(Opened(call));
        site.Emitted.ShouldBeEmpty();
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
        site.Owed().ShouldHaveSingleItem().Key.ShouldStartWith($"end-voice-call/{call}/");
        Overdue().ShouldBe(new OverdueCallListView([new(session, call, site.Now.PlusSeconds(-30))], 1, 1));
        site.Done(Ended(call));
        site.News.ShouldBe([new VoiceCallChanged(Site.Id, session, call, VoiceState.Ended)]);
        site.Owed().ShouldBeEmpty();
        Overdue().ShouldBe(new OverdueCallListView([], 0, 1));
    }

    [Fact, Accepts("S11")]
    public void S11_a_gap_moves_on_when_a_tear_down_is_overdue()
    {
        Start();
        site.Done(new StopVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Pass(20);
        site.Resume(600);
        site.Opened(session, Site.Ann);
        site.Opened(session, carl);
        site.Pass(9);
        Overdue().Open.ShouldBe(0);
        site.Pass(1);
        Overdue().Open.ShouldBe(1);
    }

    [Fact, Refuses("S11")]
    public void S11_so_many_calls_may_be_unconfirmed_and_no_more()
    {
        var process = new SessionsProcess(Site.Id);
        process.Load(System.Text.Json.JsonDocument.Parse(site.Saved()).RootElement);
        var decision = new ScriptedDecision(process, site.Now);
        for (var i = 1; i <= 10_000; i++)
        {
            var call = new CallId(new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]));
            process.Decide(new ConfirmVoiceCallOpened(site.NewId(), Site.Id, session, call), decision).IsAccepted.ShouldBeTrue();
        }
        var start = new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann);
        process.Decide(start, decision).Refusal!.Reason.ShouldBe(RefusalReason.SessionBoundReached);
        process.Decide(Opened(new(Guid.AllBitsSet)), decision).Refusal!.Message.ShouldContain("10000");
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
        site.Done(Ended(call));
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Bob)).Call.ShouldNotBe(call);
    }

    [Fact, Refuses("S11")]
    public void S11_the_end_of_an_unknown_call_changes_nothing()
    {
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Site.Id, session, new(Guid.AllBitsSet)));
        site.Emitted.ShouldBeEmpty();
    }

    private long Order => site.Owed().Select(each => each.Message).OfType<EndVoiceCall>().Last().Order;

    private ConfirmVoiceCallOpened Opened(CallId call) => new(site.NewId(), Site.Id, session, call);

    private ConfirmVoiceCallEnded Ended(CallId call) => new(site.NewId(), Site.Id, session, call, Order);

    private OverdueCallListView Overdue() =>
        site.Process.Answer(new ShowOverdueCalls(Site.Id, 10), site.Now).ShouldBeOfType<OverdueCallListView>();

    private CallId Start() => site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann)).Call!.Value;

    private SwitchVoiceLeg Leg(PersonId? person, CustomerId? customer, bool joined) =>
        new(site.NewId(), Site.Id, session, person, customer, joined);
}
