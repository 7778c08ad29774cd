using System.Diagnostics;

namespace AcdRouter.Journals;

/// <summary>What is left of a bound that several waits share.</summary>
internal readonly struct CallDeadline(TimeSpan bound)
{
    // Never nothing: a wait of no time at all would fail even where nothing needs to be waited for.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly long started = Stopwatch.GetTimestamp();

    public TimeSpan Left => bound - Stopwatch.GetElapsedTime(started) is var left && left > Least ? left : Least;

    public bool HasLess(TimeSpan than) => Left < than;
}
