using System.Threading.RateLimiting;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>
/// Bounds the tries to join by number, by address and by site: session numbers are short enough to be read out, so guessing them has to
/// be slow. Every try counts, right or wrong, so that the bound itself tells nothing.
/// </summary>
public sealed class JoinLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Try> limiter = PartitionedRateLimiter.CreateChained(
        Bound(each => each.Address, WebLimits.JoinsAnAddressAMinute),
        Bound(each => each.Site, WebLimits.JoinsASiteAMinute));

    /// <summary>Takes one try; refused, it says when to try again.</summary>
    public bool TryTake(HttpContext context, SiteId site, out int retryAfterSeconds)
    {
        // IPv6: a household has a whole /64, so the low half tells nobody apart.
        var address = context.Connection.RemoteIpAddress;
        var key = address is null ? "none"
            : address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? address.MapToIPv4().ToString()
            : Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
        using var lease = limiter.AttemptAcquire(new Try(key, site.Value));
        var known = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        retryAfterSeconds = Math.Max(1, (int)Math.Ceiling((known ? wait : Window).TotalSeconds));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static PartitionedRateLimiter<Try> Bound(Func<Try, string> key, int tries) =>
        PartitionedRateLimiter.Create<Try, string>(each => RateLimitPartition.GetSlidingWindowLimiter(
            key(each),
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = tries, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0 }));

    private readonly record struct Try(string Address, string Site);
}
