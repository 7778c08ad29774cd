using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class TransferSessionTests
{
    private readonly Site site = new();
    private readonly SessionId session;
    private readonly CustomerId carl;

    public TransferSessionTests()
    {
        session = site.Started(Site.Ann);
        carl = site.Joined(session);
    }

    [Fact, Accepts("S9")]
    public void S9_hands_the_session_to_a_queue_in_one_step()
    {
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.Chat, true));
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        var number = site.Show(session)!.Number;
        var command = site.Transfer(session, Site.Ann, Site.Support) with { PersonalMessage = "Printer again." };
        var made = site.Done(command);

        made.Request.ShouldBe(new RequestId(command.CommandId.Value));
        made.Position.ShouldBe(1);
        site.Asked.ShouldBe(
        [
            new RequestRouting(
                Site.Id, made.Request!.Value, session, number, "default", 1, "Carl", [], [],
                new RoutingTarget(Site.Support, []), "Printer again.", Site.Ann, null, []) { Customers = [carl] },
        ]);
        site.Told.ShouldBeEmpty();
        var view = site.Show(session)!;
        view.Number.ShouldBe(number);
        view.WaitingRequest.ShouldBe(made.Request);
        view.Controller.ShouldBeNull();
        view.Representatives.ShouldBeEmpty();
        view.Activities.ShouldBeEmpty();
        view.Voice!.State.ShouldBe(VoiceState.Ending);
        view.Customers.ShouldHaveSingleItem().Customer.ShouldBe(carl);
        view.Transfers.ShouldBe([new(site.Now, Site.Ann, new(Site.Support, []), "Printer again.", null)]);
    }

    [Fact, Accepts("S9")]
    public void S9_news_of_a_transfer_tells_customers_but_never_the_message()
    {
        var command = site.Transfer(session, Site.Ann, Site.Support) with { PersonalMessage = "secret words" };
        var request = site.Done(command).Request!.Value;
        site.News.ShouldBe(
        [
            new SessionTransferred(Site.Id, session, request, Site.Ann, new(Site.Support, []), site.Now),
            new ParticipantLeft(Site.Id, session, null, Site.Ann, LeaveReason.Transferred),
            new SessionWaiting(Site.Id, session, request, WaitReason.Transferred),
        ]);
        site.News.ShouldAllBe(each => !each.ToString()!.Contains("secret", StringComparison.Ordinal));
    }

    [Fact, Accepts("S9")]
    public void S9_hands_the_session_to_agents_merging_repeats_and_naming_those_who_assist_with_a_page()
    {
        site.Assisted(session, Site.Bob);
        site.Assisted(session, Site.Cleo);
        site.Lost(session, Site.Cleo);
        site.Done(site.Transfer(session, Site.Ann, null, Site.Cleo, Site.Bob, Site.Cleo));
        var asked = site.Asked.ShouldHaveSingleItem().ShouldBeOfType<RequestRouting>();
        asked.Target.ShouldBe(new RoutingTarget(null, [Site.Cleo, Site.Bob]));
        asked.Assisting.ShouldBe([Site.Bob]);
        site.Show(session)!.Representatives.Count.ShouldBe(2);
    }

    [Fact, Accepts("S9")]
    public void S9_a_routed_session_goes_on_under_a_new_request_with_answers_and_number_kept()
    {
        var made = site.Done(new RequestSession(
            site.NewId(), Site.Id, "Dora", Site.Support, "chat", 0, [new("order", "42")], ["printers"]));
        var routed = made.Session!.Value;
        site.Opened(routed, made.Customer!.Value);
        site.Done(new AssignSession(Site.Id, routed, made.Request!.Value, Site.Bob, Site.Support));
        site.Opened(routed, Site.Bob);
        site.Done(site.Transfer(routed, Site.Bob, null, Site.Ann));
        var asked = site.Asked.ShouldHaveSingleItem().ShouldBeOfType<RequestRouting>();
        asked.Answers.ShouldBe([new("order", "42")]);
        asked.WantedSkills.ShouldBe(["printers"]);
        asked.Channel.ShouldBe("chat");
        asked.Number.ShouldBe(made.Number!.Value);
        asked.Giver.ShouldBe(Site.Bob);
        asked.GiverRequest.ShouldBe(made.Request);
        site.Show(routed)!.WaitingRequest.ShouldBe(asked.Request);
    }

    [Fact, Accepts("S9")]
    public void S9_a_customer_within_the_grace_counts_as_present_and_the_place_is_held()
    {
        site.Lost(session, carl);
        var request = site.Done(site.Transfer(session, Site.Ann, Site.Support)).Request!.Value;
        site.Asked.OfType<RequestRouting>().Single().Held.ShouldBeTrue();
        site.Told.ShouldBe([new HoldRequest(Site.Id, request, true)]);
    }

    [Theory, Refuses("S9"), Refuses("I7")]
    [InlineData(RefusalReason.QueueClosed)]
    [InlineData(RefusalReason.QueueFull)]
    [InlineData(RefusalReason.UnknownQueue)]
    [InlineData(RefusalReason.AddresseeInvalid)]
    [InlineData(RefusalReason.AddresseesSignedOut)]
    public void S9_when_the_router_refuses_nothing_has_changed_and_the_csr_is_told_why(RefusalReason reason)
    {
        site.Done(new SwitchActivity(site.NewId(), Site.Id, session, Site.Ann, Activity.Chat, true));
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Router = _ => Verdict.Refused(reason, "target: why.", "target", ["bob", "zoe"]);
        var before = site.Saved();
        var refusal = site.Refused(site.Transfer(session, Site.Ann, Site.Support), reason);
        refusal.Names.ShouldBe(["bob", "zoe"]);
        refusal.Field.ShouldBe("queue");
        refusal.Message.ShouldStartWith("queue: why.");
        site.Refused(site.Transfer(session, Site.Ann, null, Site.Bob), reason).Field.ShouldBe("agents");
        site.Saved().ShouldBe(before);
        site.Owed().Count.ShouldBe(1);
    }

    [Theory, Refuses("S9")]
    [InlineData(RefusalReason.UnknownQueue)]
    [InlineData(RefusalReason.AddresseeInvalid)]
    [InlineData(RefusalReason.AddresseesSignedOut)]
    public void S9_a_refusal_says_what_to_name_instead(RefusalReason reason)
    {
        site.Router = _ => Verdict.Refused(reason, "target: why.", "target");
        site.Refused(site.Transfer(session, Site.Ann, Site.Support), reason).Message.ShouldContain("Name ");
    }

    [Fact, Refuses("S9")]
    public void S9_a_member_that_the_command_does_not_have_is_not_named()
    {
        site.Router = _ => Verdict.Refused(RefusalReason.EngineFull, "wish: why.", "wish");
        var refusal = site.Refused(site.Transfer(session, Site.Ann, Site.Support), RefusalReason.EngineFull);
        refusal.Field.ShouldBeNull();
        refusal.Message.ShouldBe("why.");
    }

    [Fact, Accepts("I7"), Accepts("S11")]
    public void I7_the_tear_down_is_owed_in_the_same_record_as_the_hand_over()
    {
        site.Done(new StartVoiceCall(site.NewId(), Site.Id, session, Site.Ann));
        site.Done(site.Transfer(session, Site.Ann, Site.Support));
        site.Emitted.Select(each => each.GetType()).ShouldBe([typeof(VoiceCallEnding), typeof(SessionHandedOver)]);
        site.Owed().ShouldHaveSingleItem().Message.ShouldBeOfType<EndVoiceCall>();
    }

    [Fact, Refuses("S9")]
    public void S9_only_an_agent_in_control_may_do_it()
    {
        site.Assisted(session, Site.Bob);
        site.Refused(site.Transfer(session, Site.Bob, Site.Support), RefusalReason.NotInControl);
        site.Refused(site.Transfer(new(Guid.AllBitsSet), Site.Ann, Site.Support), RefusalReason.UnknownSession);
        var temps = site.Started(Site.Temp);
        site.Joined(temps);
        site.Refused(site.Transfer(temps, Site.Temp, Site.Support), RefusalReason.PrivilegeMissing).Names.ShouldBe(["agent"]);
        site.Done(site.Transfer(session, Site.Ann, Site.Support));
        site.Refused(site.Transfer(session, Site.Ann, Site.Support), RefusalReason.SessionWaiting);
    }

    [Fact, Refuses("S9")]
    public void S9_refuses_without_a_customer()
    {
        site.Done(new LeaveSession(site.NewId(), Site.Id, session, carl, null));
        site.Refused(site.Transfer(session, Site.Ann, Site.Support), RefusalReason.NoCustomerPresent);
    }

    [Fact, Refuses("S9")]
    public void S9_refuses_anything_but_one_queue_or_some_agents()
    {
        site.Refused(site.Transfer(session, Site.Ann, null), RefusalReason.TargetMissing);
        site.Refused(site.Transfer(session, Site.Ann, Site.Support, Site.Bob), RefusalReason.TargetMissing);
        var crowd = Enumerable.Range(0, 101).Select(i => new PersonId($"p{i}")).ToArray();
        site.Refused(site.Transfer(session, Site.Ann, null, crowd), RefusalReason.InvalidField).Field.ShouldBe("agents");
        site.Asked.ShouldBeEmpty();
    }

    [Fact, Accepts("S9"), Accepts("S10")]
    public void S9_the_message_is_seen_by_who_takes_it_managers_and_the_giver()
    {
        site.Assisted(session, Site.Temp);
        HandOver("For Bob.", Site.Bob);
        foreach (var person in new PersonId?[] { Site.Bob, Site.Mia, Site.Root, null })
        {
            var view = site.Show(session, person)!;
            view.PersonalMessage.ShouldBe("For Bob.", person?.Value);
            view.Giver.ShouldBe(Site.Ann);
            view.Transfers.ShouldHaveSingleItem().TakenBy.ShouldBe(Site.Bob);
        }
        site.Assisted(session, Site.Ann);
        site.Show(session, Site.Ann)!.PersonalMessage.ShouldBe("For Bob.");
    }

    [Fact, Refuses("S9"), Refuses("S10")]
    public void S9_the_message_is_never_seen_by_customers_and_other_assistants()
    {
        site.Assisted(session, Site.Temp);
        HandOver("For Bob.", Site.Bob);
        var assistant = site.Show(session, Site.Temp)!;
        assistant.PersonalMessage.ShouldBeNull();
        assistant.Transfers.ShouldHaveSingleItem().PersonalMessage.ShouldBeNull();
        var customer = site.Show(session, null, carl)!;
        customer.PersonalMessage.ShouldBeNull();
        customer.Giver.ShouldBeNull();
        customer.Transfers.ShouldBeEmpty();
        customer.Representatives.ShouldHaveSingleItem().Person.ShouldBe(Site.Bob);
        site.Show(session, Site.Cleo).ShouldBeNull("who is not in the session sees nothing");
    }

    [Fact, Accepts("S10")]
    public void S10_the_trail_of_earlier_transfers_is_kept_in_order()
    {
        HandOver("one", Site.Bob);
        site.Opened(session, Site.Bob);
        site.Done(site.Transfer(session, Site.Bob, Site.Support) with { PersonalMessage = "two" });
        var trail = site.Show(session)!.Transfers;
        trail.Select(each => each.PersonalMessage).ShouldBe(["one", "two"]);
        trail.Select(each => each.TakenBy).ShouldBe([Site.Bob, null]);
        site.Show(session, null, carl)!.Number.ShouldBe(site.Show(session)!.Number);
    }

    [Fact, Refuses("S9")]
    public void S9_a_session_is_handed_on_so_often_and_no_more()
    {
        var journal = new SessionHandedOver(session, new(Guid.AllBitsSet), Site.Ann, new(Site.Support, []), null);
        var process = new SessionsProcess(Site.Id);
        foreach (var each in site.Journal.Prepend(Adopted())) process.Apply(each, new Stamp(1, site.Now));
        for (var i = 0; i < 1000; i++)
        {
            process.Apply(journal, new Stamp(1, site.Now));
            process.Apply(new SessionAssigned(session, journal.Request, Site.Ann, "Ann"), new Stamp(1, site.Now));
        }
        var decision = new ScriptedDecision(process, site.Now);
        var verdict = process.Decide(site.Transfer(session, Site.Ann, Site.Support), decision);
        verdict.Refusal!.Reason.ShouldBe(RefusalReason.SessionBoundReached);
        decision.Asked.ShouldBeEmpty();
    }

    private static SettingsAdopted Adopted() =>
        new(1, "en", 3, 30, 60, 0, 1, [new(Site.Ann, "Ann", SessionMode.Multi, [Privilege.Csr, Privilege.Agent])]);

    private void HandOver(string message, PersonId to)
    {
        var command = site.Transfer(session, Site.Ann, null, to) with { PersonalMessage = message };
        var request = site.Done(command).Request!.Value;
        site.Done(new AssignSession(Site.Id, session, request, to, null));
    }
}
