using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>A scenario's run: its ground, its load, its findings.</summary>
/// <param name="Ground">What it is played on.</param>
/// <param name="Site">The load's site.</param>
/// <param name="Driver">The load.</param>
/// <param name="Findings">Takes what is wrong.</param>
/// <param name="Chance">Drawn from the run's seed.</param>
/// <param name="Long">Whether faults last as long as the long form wants.</param>
/// <param name="Round">Which time it is, from 0.</param>
/// <param name="Measured">What a scenario without load has measured.</param>
internal sealed record ChaosStage(
    IChaosGround Ground, LoadSite Site, LoadDriver Driver, LoadFindings Findings, Random Chance, bool Long, int Round, List<TimeSpan> Measured)
{
    /// <summary>Longest that a fault may stop everything: beyond that something is broken for good.</summary>
    private TimeSpan Patience => TimeSpan.FromSeconds(Long ? 120 : 45);

    public DateTimeOffset Now => Driver.Recorder.Now;

    /// <summary>A bearer token of a person of the site.</summary>
    public string TokenOf(string person) => Ground.TokenOf(Site.Id, person);

    /// <summary>The ground of a scenario that is played on servers.</summary>
    public ServersGround Servers => ((OwnServers)Ground).Ground;

    /// <summary>The broker under <see cref="Servers"/>.</summary>
    public IOwnBroker Broker => ((OwnServers)Ground).Broker;

    /// <summary>The partition of the load's site.</summary>
    public Task<int> PartitionAsync(CancellationToken cancellationToken) => Servers.PartitionOfAsync(Site, cancellationToken);

    /// <summary>The core that owns the load's partition.</summary>
    public async Task<ChaosCore> OwnerAsync(CancellationToken cancellationToken) =>
        await Servers.OwnerOfAsync(await PartitionAsync(cancellationToken), cancellationToken);

    /// <summary>The longest that a command sent in a span of time took to be answered, or has taken so far.</summary>
    public TimeSpan Slowest(DateTimeOffset from, DateTimeOffset to) => Driver.Recorder.Promises
        .Where(each => each.SentAt >= from && each.SentAt <= to)
        .Select(each => (each.Status is null ? Now : each.AnsweredAt) - each.SentAt)
        .DefaultIfEmpty()
        .Max();

    /// <summary>Waits until so many more sessions were handed over; false, and a finding, when they are not.</summary>
    public async Task<bool> HandOversAsync(int more, string when, CancellationToken cancellationToken)
    {
        try
        {
            await Driver.Recorder.AfterHandOvers(more).WaitAsync(Patience, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            Findings.Surprising($"{when}: {more} hand-overs did not come within {Patience.TotalSeconds} s");
            return false;
        }
    }

    /// <summary>A pause of a drawn length, so that faults meet everything that may be under way.</summary>
    public Task PauseAsync(int least, int most, CancellationToken cancellationToken) =>
        Task.Delay(Chance.Next(least, most), cancellationToken);
}
