namespace AcdRouter.Simulation.Load;

/// <summary>What the load consists of.</summary>
public sealed class LoadOptions
{
    /// <summary>The web roles; a caller whose one does not answer goes to the next.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>A person's bearer token.</summary>
    public required Func<string, string> TokenOf { get; init; }

    public required LoadSite Site { get; init; }

    /// <summary>Sessions alive at a time. More than all agents may hold, so that some always wait.</summary>
    public int Sessions { get; init; } = 20;

    /// <summary>How long an agent looks at an offer.</summary>
    public TimeSpan Think { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an agent keeps a session, on average.</summary>
    public TimeSpan Talk { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>One session in so many has a voice call when it is handed over; 0 for none. Where no bridge confirms, a session has one call in its life.</summary>
    public int VoiceOneIn { get; init; } = 4;

    /// <summary>Hand-overs after which a session is ended and another begins.</summary>
    public int HandOversASession { get; init; } = 12;

    public int Seed { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
