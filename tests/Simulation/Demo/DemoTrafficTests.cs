using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Simulation.Demo;
using AcdRouter.Simulation.Replaying;
using AcdRouter.Simulation.Tests.Replaying;

namespace AcdRouter.Simulation.Tests.Demo;

public class DemoTrafficTests
{
    private static readonly SiteSettings Plain = new()
    {
        Version = 4,
        Name = "Test",
        People = [new PersonSettings { Id = new PersonId("eva"), Name = "Eva", Privileges = [Privilege.Csr, Privilege.Agent] }],
        Queues = [new QueueSettings { Id = new QueueId("own"), Name = "Own", Members = [new MemberSettings(new PersonId("eva"))] }],
    };

    private static readonly SiteId Site = new("demo");

    [Fact]
    public void The_demonstration_s_site_keeps_what_was_there()
    {
        var settings = DemoSite.AddTo(Plain, Months.February);

        settings.Version.ShouldBe(5);
        settings.People.Count.ShouldBe(25);
        settings.People[0].ShouldBe(Plain.People[0]);
        settings.Queues.Select(queue => queue.Id.Value).ShouldBe(["own", "in", "ne", "nw", "pe", "ps", "tt"]);
        settings.Queues[0].ShouldBe(Plain.Queues[0]);
        settings.Queues.Skip(1).ShouldAllBe(queue => queue.Members.Contains(new MemberSettings(new PersonId("eva"), 1)));
        settings.HeadStartSeconds.ShouldBe([0, 90]);
    }

    [Fact]
    public async Task Customers_come_wait_are_served_and_give_up()
    {
        var lines = await PlayUntil(lines => lines.Count(line => line.Contains("  ended", StringComparison.Ordinal)) >= 300 && lines.Any(line => line.Contains("  gave up", StringComparison.Ordinal)));

        foreach (var happening in new[] { "queued", "offered", "accepted", "ended", "gave up" })
        {
            lines.ShouldContain(line => line.Contains($"  {happening}", StringComparison.Ordinal));
        }
        lines.Where(line => line.Contains("  refused", StringComparison.Ordinal) || line.Contains("  no answer", StringComparison.Ordinal)).ShouldBeEmpty();
        lines.ShouldAllBe(line => line.Length <= 120);
    }

    [Fact]
    public async Task The_day_is_entered_again_when_it_is_over()
    {
        // The busy hours end after four minutes; the first customers come again.
        var lines = await PlayUntil(
            lines => lines.Count(line => line.Contains("  ended", StringComparison.Ordinal)) >= 60, to: new TimeOnly(9, 4));

        lines.Count(line => line.Contains("  queued", StringComparison.Ordinal)).ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task A_command_without_answer_is_shown_and_survived()
    {
        var failed = 0;

        var lines = await PlayUntil(
            lines => lines.Any(line => line.Contains("no answer", StringComparison.Ordinal)) && lines.Count(line => line.Contains("  ended", StringComparison.Ordinal)) >= 20,
            bus => bus.Fails = command => command is RequestSession && failed++ == 3);

        lines.ShouldContain(line => line.Contains("no answer", StringComparison.Ordinal) && line.Contains("No answer came.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stand_in_bridge_confirms_and_folds_repeats()
    {
        var call = new CallId(Guid.Parse("11111111-2222-3333-4444-555555555555"));
        var session = new SessionId(Guid.Parse("21111111-2222-3333-4444-555555555555"));

        var opened = StandInVoiceBridge.Answer(new OpenVoiceCall(Site, session, call)).ShouldBeOfType<ConfirmVoiceCallOpened>();
        var ended = StandInVoiceBridge.Answer(new EndVoiceCall(Site, session, call)).ShouldBeOfType<ConfirmVoiceCallEnded>();

        (opened.Call, ended.Call).ShouldBe((call, call));
        opened.CommandId.ShouldNotBe(ended.CommandId);
        StandInVoiceBridge.Answer(new EndVoiceCall(Site, session, call)).ShouldBe(ended);
        StandInVoiceBridge.Answer(new SiteConfigured(Site, 1)).ShouldBeNull();
    }

    [Fact]
    public async Task The_bridge_s_messages_are_confirmed_over_the_bus()
    {
        var call = new CallId(Guid.Parse("11111111-2222-3333-4444-555555555555"));
        EngineDemoBus? seen = null;

        await PlayUntil(
            _ => seen!.Sent.OfType<ConfirmVoiceCallEnded>().Any(),
            bus =>
            {
                seen = bus;
                bus.Tell(new EndVoiceCall(Site, new SessionId(Guid.NewGuid()), call));
            });

        seen!.Sent.OfType<ConfirmVoiceCallEnded>().First().Call.ShouldBe(call);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public async Task A_speed_beyond_its_range_is_refused(double speed) => await Should.ThrowAsync<ArgumentOutOfRangeException>(() => DemoTraffic.RunAsync(
        new EngineDemoBus(new ModelEngine(), TimeProvider.System),
        Months.February,
        new DemoOptions { Site = Site, Say = _ => { }, Speed = speed },
        TestContext.Current.CancellationToken));

    private static async Task<IReadOnlyList<string>> PlayUntil(
        Predicate<IReadOnlyList<string>> enough, Action<EngineDemoBus>? prepare = null, TimeOnly? to = null)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var time = new JumpingTime();
        var engine = ProductEngine.Create();
        engine.Submit(
            Instant.From(time.GetUtcNow()),
            new CommandEnvelope(new ConfigureSite(new CommandId(Guid.NewGuid()), Site, DemoSite.AddTo(Plain, Months.February))),
            []).ShouldBeNull();
        var bus = new EngineDemoBus(engine, time);
        prepare?.Invoke(bus);
        List<string> lines = [];
        var options = new DemoOptions { Site = Site, Say = Say, Time = time, Speed = 10, To = to ?? new TimeOnly(17, 0) };

        // Off the test's own synchronisation context, so that what is told is heard at once.
        await Task.Run(() => Should.ThrowAsync<OperationCanceledException>(() => DemoTraffic.RunAsync(bus, Months.February, options, ending.Token)));
        return lines;

        void Say(string line)
        {
            lines.Add(line);
            if (enough(lines)) ending.Cancel();
        }
    }
}
