namespace AcdRouter.Acd;

/// <summary>What a process of the program does.</summary>
internal enum RunRole
{
    /// <summary>Everything.</summary>
    All = 1,

    /// <summary>Owns partitions; serves nothing but its health.</summary>
    Core = 2,

    /// <summary>Serves the API; owns nothing.</summary>
    Web = 3,
}
