namespace AcdRouter.Acd;

/// <summary>Why a core lets go of a partition's queue.</summary>
internal enum LetGo
{
    /// <summary>The process stops.</summary>
    Stopping = 1,

    /// <summary>Another core has fewer.</summary>
    Moving = 2,

    /// <summary>Another core has claimed the journal. Subscribing anew makes sure that what comes then is meant for this process.</summary>
    Deposed = 3,

    /// <summary>The journal does not answer; perhaps it answers another core.</summary>
    JournalAway = 4,

    /// <summary>The partition cannot be run: a broken invariant, damage, lost history. It stays down in this process.</summary>
    Failed = 5,

    /// <summary>The queue could not be subscribed to, or something else went wrong; it is tried again.</summary>
    Broken = 6,
}
