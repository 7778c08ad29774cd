using System.Security.Cryptography;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary>Draws session numbers and secrets: chance enters on the command, never in a decision.</summary>
internal static class Chance
{
    /// <summary>
    /// How many are drawn. With 10,000 live numbers and as many of yesterday's among 900 million, all of them are taken once in 10^37
    /// starts.
    /// </summary>
    private const int Candidates = 8;

    public static ValueList<SessionNumber> DrawNumbers()
    {
        var drawn = new SessionNumber[Candidates];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = new SessionNumber(RandomNumberGenerator.GetInt32(SessionNumber.Min, SessionNumber.Max + 1));
        }
        return [.. drawn];
    }

    public static Guid DrawSecret() => new(RandomNumberGenerator.GetBytes(16));
}
