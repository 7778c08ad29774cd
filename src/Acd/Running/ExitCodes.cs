namespace AcdRouter.Acd;

/// <summary>What the program's exit code says. Permanent: scripts depend on them.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The command ran and its answer is no: damage found, nothing found, not all as expected.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a settings file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Another process has the data folder.</summary>
    public const int FolderInUse = 3;

    /// <summary>The journal is damaged.</summary>
    public const int JournalDamaged = 4;

    /// <summary>The address cannot be listened on.</summary>
    public const int AddressTaken = 5;

    /// <summary>The engine has stopped by itself: another writer, or a broken invariant.</summary>
    public const int EngineStopped = 6;

    /// <summary>A start or a stop was not finished, mostly because the journal was away. Nothing that was answered is lost.</summary>
    public const int CutShort = 7;

    /// <summary>The stored history is shorter than what this installation has promised: <c>acd journal accept-loss</c> says what to do.</summary>
    public const int HistoryLost = 8;

    /// <summary>The broker serves, and nothing that the process sent was taken: it is to be started again.</summary>
    public const int BusStuck = 9;
}
