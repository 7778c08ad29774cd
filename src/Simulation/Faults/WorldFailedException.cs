using System.Globalization;

namespace AcdRouter.Simulation.Faults;

/// <summary>A world broke an invariant. The text names the seed and the command that plays the same world again.</summary>
public sealed class WorldFailedException : Exception
{
    /// <summary>Without details.</summary>
    public WorldFailedException()
    {
    }

    /// <summary>With a text of one's own.</summary>
    public WorldFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With the exception that showed it.</summary>
    public WorldFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What broke, where, and what happened before.</summary>
    public WorldFailedException(WorldOptions options, long step, IReadOnlyList<Breach> breaches, IReadOnlyList<string> before)
        : base(Say(options, step, breaches, before))
    {
        Seed = options.Seed;
        Breaches = breaches;
    }

    /// <summary>The world's seed.</summary>
    public ulong Seed { get; }

    /// <summary>What broke.</summary>
    public IReadOnlyList<Breach> Breaches { get; } = [];

    /// <summary>The command that plays the world again.</summary>
    public static string ReplayCommand(WorldOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"acd simulate --seed {options.Seed} --commands {options.Commands}");

    private static string Say(WorldOptions options, long step, IReadOnlyList<Breach> breaches, IReadOnlyList<string> before)
    {
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"World {options.Seed} failed at step {step}:") };
        lines.AddRange(breaches.Select(each => $"  {each.Invariant}: {each.What}"));
        lines.Add("What happened before:");
        lines.AddRange(before.Select(each => "  " + each));
        lines.Add("To play it again: " + ReplayCommand(options));
        return string.Join('\n', lines);
    }
}

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">Its number, such as <c>I4</c>; <c>kernel</c> for what no invariant names.</param>
/// <param name="What">What was seen.</param>
public sealed record Breach(string Invariant, string What);
