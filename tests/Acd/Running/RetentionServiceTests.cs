using AcdRouter.Contracts;
using AcdRouter.Journals;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static AcdRouter.Acd.Tests.EndedThings;

namespace AcdRouter.Acd.Tests;

/// <summary>Old records are forgotten, each site's by its own setting.</summary>
public sealed class RetentionServiceTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new();
    private readonly Dictionary<SiteId, int> retentionDays = [];
    private readonly Collected<SiteId> asked = new();

    public void Dispose() => folder.Dispose();

    [Fact, Accepts("S14")]
    public async Task S14_records_older_than_their_site_keeps_them_are_forgotten()
    {
        (retentionDays[North], retentionDays[South]) = (10, 60);
        await using var history = await OpenHistoryAsync(folder);
        foreach (var site in new[] { North, South })
        {
            for (var age = 1; age <= 100; age += 9) await history.WriteAsync([Session(site, age, DaysAgo(age), Customer(age))], None);
            await history.WriteAsync([Request(site, 61, DaysAgo(61), Customer(1))], None);
        }
        await Service(history).ForgetAsync(None);
        (await AgesAsync(history, North)).ShouldBe([1, 10], "a record exactly as old as that is kept");
        (await AgesAsync(history, South)).ShouldBe([1, 10, 19, 28, 37, 46, 55]);
        (await history.FindAsync(South, HistoryKind.Request, Id(61), None)).ShouldBeNull();
    }

    [Fact, Refuses("S14")]
    public async Task S14_a_site_whose_settings_nobody_knows_keeps_its_records()
    {
        retentionDays[South] = 1;
        await using var history = await OpenHistoryAsync(folder);
        await history.WriteAsync([Session(North, 1, DaysAgo(500), Customer(1)), Session(South, 1, DaysAgo(500), Customer(1))], None);
        await Service(history).ForgetAsync(None);
        asked.Items.ShouldBe([North, South]);
        (await AgesAsync(history, North)).ShouldBe([1]);
        (await AgesAsync(history, South)).ShouldBeEmpty();
    }

    [Fact, Accepts("S14")]
    public async Task S14_it_is_looked_soon_after_the_start_and_every_hour_and_what_hinders_once_is_passed_over()
    {
        retentionDays[North] = 10;
        await using var history = await OpenHistoryAsync(folder);
        await history.WriteAsync([Session(North, 1, DaysAgo(9), Customer(1))], None);
        var hindered = true;
        using var service = new RetentionService(ShowAsync, history, time, NullLogger<RetentionService>.Instance);

        ValueTask<SettingsView?> ShowAsync(SiteId site, CancellationToken cancellationToken)
        {
            var shown = Show(site);
            if (!hindered) return ValueTask.FromResult(shown);
            hindered = false;
            throw new PartitionUnavailableException();
        }

        await service.StartAsync(None);
        await asked.Until(1);
        for (var hour = 2; hour <= 4; hour++)
        {
            if (hour == 3) time.JumpTo(time.GetUtcNow().AddDays(2));
            time.Advance(TimeSpan.FromHours(1));
            await asked.Until(hour);
        }
        // It was asked again, so what it was asked before is done.
        await service.StopAsync(None);
        (await AgesAsync(history, North)).ShouldBeEmpty();
    }

    private static async Task<List<int>> AgesAsync(FileHistoryStore history, SiteId site)
    {
        var ages = new List<int>();
        await foreach (var record in history.ReadAsync(site, HistoryKind.Session, Instant.MinValue, Instant.MaxValue, 1000, None))
        {
            ages.Add(BitConverter.ToInt32(record.Id.ToByteArray()));
        }
        return ages;
    }

    private RetentionService Service(FileHistoryStore history) => new((site, _) => ValueTask.FromResult(Show(site)), history, time, NullLogger<RetentionService>.Instance);

    private SettingsView? Show(SiteId site)
    {
        asked.Add(site);
        return retentionDays.TryGetValue(site, out var days)
            ? new SettingsView(new SiteSettings { Version = 1, Name = site.Value, People = [], Queues = [], RetentionDays = days })
            : null;
    }

    private Instant DaysAgo(int days) => Instant.From(time.GetUtcNow().AddDays(-days));
}
