using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>What a scenario plays on: our processes and the servers that they need, all started here and ended with it.</summary>
internal interface IChaosGround : IAsyncDisposable
{
    /// <summary>The web roles.</summary>
    IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Where everything lies, logs too.</summary>
    string Folder { get; }

    /// <summary>A bearer token of a person.</summary>
    string TokenOf(string site, string person);

    /// <summary>The site of a scenario; every scenario has one of its own, so that none sees another's leftovers.</summary>
    LoadSite SiteOf(string scenario);

    /// <summary>What the bridge was told to end, with the journal's head at that moment.</summary>
    IReadOnlyList<TearDownSeen> TearDowns { get; }

    /// <summary>Brings back whatever a fault has left dead, frozen or cut off.</summary>
    Task HealAsync(CancellationToken cancellationToken);

    /// <summary>Every partition's records, compared with what the journals held before.</summary>
    Task<IReadOnlyList<JournalCopy>> ReadJournalsAsync(LoadFindings findings, CancellationToken cancellationToken);
}
