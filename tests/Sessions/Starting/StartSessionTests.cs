using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class StartSessionTests
{
    private readonly Site site = new();

    [Fact, Accepts("S1")]
    public void S1_starts_a_session_that_the_csr_controls()
    {
        var command = new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null);
        var made = site.Done(command);

        made.Session.ShouldBe(new SessionId(command.CommandId.Value));
        made.Number.ShouldBe(new SessionNumber(100_000_001));
        site.Asked.ShouldBe([new OccupySlot(Site.Id, Site.Ann, made.Session!.Value, "default")]);
        site.News.ShouldBe(
        [
            new SessionStarted(Site.Id, made.Session.Value, made.Number!.Value, Site.Ann, site.Now),
            new ParticipantJoined(Site.Id, made.Session.Value, ParticipantRole.Controller, null, Site.Ann, "Ann"),
        ]);
        site.Show(made.Session.Value)!.Controller.ShouldBe(Site.Ann);
    }

    [Fact, Refuses("S1")]
    public void S1_refuses_one_session_too_many_naming_the_limit()
    {
        site.Router = _ => Verdict.Refused(RefusalReason.SessionLimitReached, "3 of 3", "person");
        var refusal = site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null), RefusalReason.SessionLimitReached);
        refusal.Message.ShouldBe("3 of 3");
        refusal.Field.ShouldBe("by");
        site.Process.Answer(new ShowSessions(Site.Id, 10), site.Now).ShouldBeOfType<SessionListView>().Total.ShouldBe(0);
    }

    [Fact, Refuses("S1")]
    public void S1_refuses_people_without_an_account_or_the_privilege()
    {
        site.Refused(new StartSession(site.NewId(), Site.Id, new("nobody"), [], null, null), RefusalReason.UnknownPerson);
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Mia, [], null, null), RefusalReason.PrivilegeMissing);
        site.Asked.ShouldBeEmpty();
    }

    [Fact, Accepts("S1")]
    public void S1_takes_the_first_candidate_that_no_live_session_has()
    {
        site.Started(Site.Ann);
        var second = site.Done(new StartSession(site.NewId(), Site.Id, Site.Bob, [], null, null));
        second.Number.ShouldBe(new SessionNumber(100_000_002));
    }

    [Fact, Refuses("S1")]
    public void S1_gives_no_number_twice_within_a_day()
    {
        site.Candidates = [new(100_000_001)];
        var session = site.Started(Site.Ann);
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        site.Pass(RestSeconds - 60);
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null), RefusalReason.NoNumberFree);
    }

    [Fact, Accepts("S1")]
    public void S1_gives_a_number_again_after_a_day()
    {
        site.Candidates = [new(100_000_001)];
        var session = site.Started(Site.Ann);
        site.Done(new EndSession(site.NewId(), Site.Id, session, Site.Ann, false));
        site.Pass(RestSeconds + 60);
        site.Done(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null)).Number.ShouldBe(new SessionNumber(100_000_001));
    }

    [Fact, Refuses("S1")]
    public void S1_refuses_when_no_candidate_is_given()
    {
        site.Candidates = [];
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null), RefusalReason.NoNumberFree);
    }

    [Fact, Accepts("S2")]
    public void S2_addresses_given_at_the_start_become_queued_invitations()
    {
        var made = site.Done(new StartSession(site.NewId(), Site.Id, Site.Ann, ["a@example.org", "b@example.org"], "de", null));
        var view = site.Show(made.Session!.Value)!;
        view.Invitations.Select(each => each.Invitation).ToValueList().ShouldBe(made.Invitations);
        view.Invitations.Select(each => each.Address).ShouldBe(["a@example.org", "b@example.org"]);
        view.Invitations.ShouldAllBe(each => each.State == InvitationState.Queued && each.Language == "de");
        made.Invitations!.Distinct().Count().ShouldBe(2);
    }

    [Fact, Refuses("S2")]
    public void S2_without_addresses_nothing_is_invited()
    {
        var made = site.Done(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, null));
        made.Invitations.ShouldBeNull();
        site.Show(made.Session!.Value)!.Invitations.ShouldBeEmpty();
    }

    [Fact, Refuses("S2")]
    public void S2_names_every_address_that_is_none()
    {
        var refusal = site.Refused(
            new StartSession(site.NewId(), Site.Id, Site.Ann, ["z@", "a@example.org", "no address"], null, null), RefusalReason.InvalidField);
        refusal.Field.ShouldBe("inviteAddresses");
        refusal.Names.ShouldBe(["no address", "z@"]);
    }

    [Fact, Refuses("S2")]
    public void S2_refuses_more_addresses_than_a_start_may_give()
    {
        var addresses = Enumerable.Range(0, 51).Select(i => $"c{i}@example.org").ToValueList();
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, addresses, null, null), RefusalReason.InvalidField);
    }

    [Theory, Refuses("S1")]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void S1_refuses_a_channel_that_is_no_name(string channel) =>
        site.Refused(new StartSession(site.NewId(), Site.Id, Site.Ann, [], null, channel), RefusalReason.InvalidField).Field.ShouldBe("channel");

    private const int RestSeconds = 24 * 60 * 60;
}
