using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.Extensions.Logging;

namespace AcdRouter.Acd.Tests;

public sealed class SettingsAtStartTests
{
    private static readonly SettingsFile File = SettingsFile.Read(Path.Combine(Repository.Root, "samples", "site.yaml")).File!;

    [Fact, Accepts("R1")]
    public async Task Newer_settings_that_are_in_force_stay_and_the_older_file_is_named()
    {
        var log = new ListLogger<SettingsAtStart>();
        var partition = Refusing(RefusalReason.SettingsOutdated, File.Settings with { Version = 2 });
        var atStart = new SettingsAtStart(partition, TimeProvider.System, log);

        await atStart.PutInForceAsync(File, TestContext.Current.CancellationToken);

        atStart.InForce[File.Site].ShouldBe(2);
        log.Lines.Items.ShouldBe(
            [(LogLevel.Warning, "Site demo: version 2 of the settings is in force; the file has the older version 1 and is passed over.")]);
    }

    [Fact, Accepts("R1")]
    public async Task An_older_file_is_named_also_while_its_first_answer_is_remembered()
    {
        var log = new ListLogger<SettingsAtStart>();
        var partition = new FakePartition { Shows = _ => new SettingsView(File.Settings with { Version = 2 }) };

        await new SettingsAtStart(partition, TimeProvider.System, log).PutInForceAsync(File, TestContext.Current.CancellationToken);

        log.Lines.Items.Count.ShouldBe(1);
    }

    [Fact, Accepts("R1")]
    public async Task The_same_settings_after_their_answer_was_forgotten_are_in_force()
    {
        var partition = Refusing(RefusalReason.CommandTooOld, File.Settings);

        await new SettingsAtStart(partition, TimeProvider.System, new ListLogger<SettingsAtStart>()).PutInForceAsync(File, TestContext.Current.CancellationToken);
    }

    [Fact, Refuses("R1")]
    public async Task Other_contents_under_the_version_in_force_end_the_start()
    {
        var partition = Refusing(RefusalReason.SettingsConflict, File.Settings with { Name = "Other" });
        var atStart = new SettingsAtStart(partition, TimeProvider.System, new ListLogger<SettingsAtStart>());

        var failed = await Should.ThrowAsync<AcdException>(() => atStart.PutInForceAsync(File, TestContext.Current.CancellationToken));

        failed.ExitCode.ShouldBe(ExitCodes.Usage);
        failed.Message.ShouldContain("Raise the version");
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_journal_that_goes_away_meanwhile_ends_the_start_in_a_sentence()
    {
        var partition = new FakePartition { Answers = _ => throw new PartitionUnavailableException("away") };
        var atStart = new SettingsAtStart(partition, TimeProvider.System, new ListLogger<SettingsAtStart>());

        var failed = await Should.ThrowAsync<AcdException>(() => atStart.PutInForceAsync(File, TestContext.Current.CancellationToken));

        failed.ExitCode.ShouldBe(ExitCodes.CutShort);
        failed.Message.ShouldContain("the journal is away");
    }

    [Fact, Refuses("I10")]
    public async Task I10_settings_that_are_not_answered_in_time_end_the_start_in_a_sentence()
    {
        var time = new ManualTimeProvider();
        var partition = new FakePartition { Withholds = true };
        var atStart = new SettingsAtStart(partition, time, new ListLogger<SettingsAtStart>());
        var starting = atStart.PutInForceAsync(File, TestContext.Current.CancellationToken);

        time.Advance(SettingsAtStart.Within);

        (await Should.ThrowAsync<AcdException>(() => starting)).ExitCode.ShouldBe(ExitCodes.CutShort);
    }

    private static FakePartition Refusing(RefusalReason reason, SiteSettings inForce) => new()
    {
        Answers = command => new CommandRefused(command.CommandId, new Refusal(reason, "Refused.", "settings", [])),
        Shows = query => query is ShowSettings ? new SettingsView(inForce) : null,
    };
}
