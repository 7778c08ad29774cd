namespace AcdRouter.Journals;

/// <summary>How a <see cref="PostgresStore"/> is reached.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>Least <see cref="CallTimeout"/>.</summary>
    public static readonly TimeSpan MinCallTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Most <see cref="CallTimeout"/>: beyond it callers have long been turned away.</summary>
    public static readonly TimeSpan MaxCallTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The server. Required.</summary>
    public required string Host { get; init; }

    /// <summary>Default 5432.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The database. Required.</summary>
    public required string Database { get; init; }

    /// <summary>The account; must own what it makes in the database. Required.</summary>
    public required string User { get; init; }

    /// <summary>Never printed.</summary>
    public string? Password { get; init; }

    /// <summary>disable, prefer, require, verify-ca or verify-full, as PostgreSQL's clients name them. Default prefer.</summary>
    public string Encryption { get; init; } = "prefer";

    /// <summary>How long a statement may take, and a connection before it: 1 to 60 s in whole seconds, default 5 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Host)) errors.Add("Host is required.");
        if (string.IsNullOrWhiteSpace(Database)) errors.Add("Database is required.");
        if (string.IsNullOrWhiteSpace(User)) errors.Add("User is required.");
        if (CallTimeout < MinCallTimeout || CallTimeout > MaxCallTimeout || CallTimeout.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            errors.Add($"CallTimeout is {CallTimeout}; it must be {MinCallTimeout} to {MaxCallTimeout} in whole seconds.");
        }
        return errors;
    }
}
