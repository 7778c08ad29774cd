using System.Text;
using System.Text.Json;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class JournalEventTests
{
    private static readonly SessionsProcess Process = new(Site.Id);

    public static TheoryData<string> Names() => [.. Process.Events.Entries.Select(entry => entry.Name)];

    [Theory, Accepts("I8")]
    [MemberData(nameof(Names))]
    public void I8_every_event_keeps_its_json(string name)
    {
        var entry = Process.Events.Find(name).ShouldNotBeNull();
        var json = JsonSerializer.SerializeToUtf8Bytes(Example(entry), entry.Json);
        Snapshot.Match(name, Indented(json));
        var read = JsonSerializer.Deserialize(Snapshot.Read(name), entry.Json);
        JsonSerializer.SerializeToUtf8Bytes(read, entry.Json).ShouldBe(json);
    }

    [Theory, Accepts("I8")]
    [MemberData(nameof(Names))]
    public void I8_every_event_is_folded(string name)
    {
        var entry = Process.Events.Find(name).ShouldNotBeNull();
        EventCourse.Site.Journal.ShouldContain(each => each.GetType() == entry.Json.Type, $"the course of events lacks {name}");
    }

    [Fact, Refuses("I8")]
    public void I8_an_event_of_another_process_is_not_folded() =>
        Should.Throw<System.Diagnostics.UnreachableException>(
            () => new SessionsProcess(Site.Id).Apply(new Foreign(), new Stamp(1, Site.Start)));

    [Fact, Accepts("I8")]
    public void I8_the_whole_course_replayed_makes_the_same_state()
    {
        var site = EventCourse.Site;
        site.Journal.Count.ShouldBeGreaterThan(Process.Events.Entries.Count);
        Snapshot.Match("state", Indented(site.Saved()));
    }

    [Fact, Accepts("I8")]
    public void I8_a_state_of_the_form_before_lines_had_holders_is_read_and_saved_as_it_is()
    {
        var saved = Snapshot.Read("state-form-1");
        var loaded = new SessionsProcess(Site.Id);
        loaded.Load(JsonDocument.Parse(saved).RootElement);
        loaded.AssertInvariants();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) loaded.Save(writer);
        Indented(buffer.WrittenMemory).ShouldBe(Indented(Encoding.UTF8.GetBytes(saved)));
    }

    [Theory, Refuses("S12")]
    [MemberData(nameof(Names))]
    public void S12_every_event_name_says_its_process_and_version(string name)
    {
        name.ShouldStartWith("sessions.");
        name.ShouldEndWith(".v1");
    }

    private static IJournalEvent Example(EventEntry entry) =>
        EventCourse.Ended.Journal.Last(each => each.GetType() == entry.Json.Type);

    private static string Indented(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed record Foreign : IJournalEvent;
}

/// <summary>A course of a site's life in which every event occurs.</summary>
internal static class EventCourse
{
    /// <summary>With the session waiting.</summary>
    public static Site Site { get; } = Run();

    /// <summary>With the session ended too, so that its record is full.</summary>
    public static Site Ended { get; } = End(Run());

    private static Site End(Site site)
    {
        var session = ((SessionListView)site.Process.Answer(new ShowSessions(Tests.Site.Id, 1), site.Now)!).Sessions[0].Session;
        site.Done(new EndSession(site.NewId(), Tests.Site.Id, session, Tests.Site.Root, true));
        return site;
    }

    private static Site Run()
    {
        var site = new Site();
        var ended = site.Started(Tests.Site.Cleo);
        site.Done(new EndSession(site.NewId(), Tests.Site.Id, ended, Tests.Site.Cleo, false));
        site.Pass((24 * 60 * 60) + 60);

        var made = site.Done(new RequestSession(
            site.NewId(), Tests.Site.Id, "Carl", Tests.Site.Support, "chat", 0, [new("order", "42")], ["printers"]));
        var session = made.Session!.Value;
        var carl = made.Customer!.Value;
        site.Opened(session, carl);
        site.Lost(session, carl);
        site.Opened(session, carl);
        site.Done(new AssignSession(Tests.Site.Id, session, made.Request!.Value, Tests.Site.Ann, Tests.Site.Support));
        site.Opened(session, Tests.Site.Ann, voiceCapable: true);
        site.Done(site.Page(session, Tests.Site.Ann, null, ConnectionChange.Lost) with { Connection = Tests.Site.Connection("other") });
        var invitation = site.Done(new Invite(
            site.NewId(), Tests.Site.Id, session, Tests.Site.Ann, InvitationMeans.Mail, InvitationRole.Customer, "dora@example.org", null, "de"))
            .Invitations![0];
        site.Done(new ReportInvitation(site.NewId(), Tests.Site.Id, session, invitation, false, "550"));
        var dora = site.Done(new JoinByInvitation(site.NewId(), Tests.Site.Id, invitation, Guid.AllBitsSet, "Dora")).Customer!.Value;
        site.Done(new SwitchActivity(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann, Activity.Chat, true));
        Voice(site, session);
        site.Assisted(session, Tests.Site.Bob);
        site.Assisted(session, Tests.Site.Cleo);
        site.Done(new TransferControl(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann, Tests.Site.Bob));
        site.Done(new RemoveParticipant(site.NewId(), Tests.Site.Id, session, Tests.Site.Bob, null, Tests.Site.Cleo));
        site.Done(new LeaveSession(site.NewId(), Tests.Site.Id, session, dora, null));
        var transfer = site.Transfer(session, Tests.Site.Bob, null, Tests.Site.Ann) with { PersonalMessage = "Look at tray 2.\nThanks" };
        var request = site.Done(transfer).Request!.Value;
        site.Done(new AssignSession(Tests.Site.Id, session, request, Tests.Site.Ann, null));
        site.Done(new UnassignSession(Tests.Site.Id, session, request, Tests.Site.Ann));
        site.Done(site.Page(session, null, carl, ConnectionChange.Opened) with { Holder = Guid.AllBitsSet });
        site.Done(new ConfirmLines(site.NewId(), Tests.Site.Id, []));
        site.Done(site.Page(session, null, carl, ConnectionChange.Opened) with { Holder = Guid.AllBitsSet });
        return site;
    }

    private static void Voice(Site site, SessionId session)
    {
        var first = site.Done(new StartVoiceCall(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann)).Call!.Value;
        site.Done(new ConfirmVoiceCallOpened(site.NewId(), Tests.Site.Id, session, first));
        site.Done(new SwitchVoiceLeg(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann, null, true));
        site.Done(new StopVoiceCall(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann));
        site.Pass(30);
        var end = (EndVoiceCall)site.Owed()[0].Message;
        site.Done(new ConfirmVoiceCallEnded(site.NewId(), Tests.Site.Id, session, first, end.Order));
        site.Done(new StartVoiceCall(site.NewId(), Tests.Site.Id, session, Tests.Site.Ann));
    }
}
