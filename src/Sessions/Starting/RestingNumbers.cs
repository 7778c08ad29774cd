using AcdRouter.Contracts;

namespace AcdRouter.Sessions;

/// <summary>Numbers of ended sessions, which rest for a day before they are given out again; in the order of their release.</summary>
internal sealed class RestingNumbers
{
    /// <summary>S1: not reused for a day.</summary>
    public const long RestSeconds = 24 * 60 * 60;

    /// <summary>Resting ends on whole minutes, so that a busy site makes one record a minute for it and not one a session.</summary>
    private const long RoundMilliseconds = 60_000;

    private readonly Queue<RestingNumber> byRelease = [];
    private readonly HashSet<SessionNumber> numbers = [];

    public int Count => byRelease.Count;

    /// <summary>In the order of release.</summary>
    public IEnumerable<RestingNumber> All => byRelease;

    public bool Contains(SessionNumber number) => numbers.Contains(number);

    /// <summary>When the oldest may be given out again, or null.</summary>
    public Instant? NextFree => byRelease.TryPeek(out var oldest) ? FreeAt(oldest.ReleasedAt) : null;

    public void Add(SessionNumber number, Instant releasedAt)
    {
        byRelease.Enqueue(new RestingNumber(number, releasedAt));
        numbers.Add(number);
    }

    /// <summary>Forgets those that have rested.</summary>
    public void Forget(Instant now)
    {
        while (byRelease.TryPeek(out var oldest) && FreeAt(oldest.ReleasedAt) <= now)
        {
            byRelease.Dequeue();
            numbers.Remove(oldest.Number);
        }
    }

    private static Instant FreeAt(Instant releasedAt)
    {
        var free = releasedAt.PlusSeconds(RestSeconds).Milliseconds + RoundMilliseconds - 1;
        return new Instant(free - (free % RoundMilliseconds));
    }
}

/// <summary>A number of an ended session.</summary>
internal readonly record struct RestingNumber(SessionNumber Number, Instant ReleasedAt);
