using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace AcdRouter.Web;

/// <summary>
/// Bounds what one caller may ask for in a second, so that a page gone wrong, or a stranger with a customer's token, cannot take the
/// engine from everybody else: each command takes a turn of the one loop and a place in what the site remembers. A bucket for each
/// caller; one that is full again for ten seconds is forgotten, so there are only as many as callers of late.
/// </summary>
internal static class CallerLimiter
{
    private const string Detail =
        "Too many requests from one caller. Wait, then send what was refused again, under the same Idempotency-Key.";

    public static void Add(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(Requests),
            PartitionedRateLimiter.Create<HttpContext, string>(StreamOpenings));
        options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
    }

    private static RateLimitPartition<string> Requests(HttpContext context) => KeyOf(context) switch
    {
        // Who shows no token gets no further than a refusal, or has a limit of its own.
        null => RateLimitPartition.GetNoLimiter(""),
        { IsCustomer: true } customer =>
            Bucket(customer.Name, WebLimits.CustomerRequestsASecond, WebLimits.CustomerRequestsAtOnce),
        var other => Bucket(other.Name, WebLimits.RequestsASecond, WebLimits.RequestsAtOnce),
    };

    private static RateLimitPartition<string> StreamOpenings(HttpContext context) => KeyOf(context) switch
    {
        null => RateLimitPartition.GetNoLimiter(""),
        _ when context.GetEndpoint()?.Metadata.GetMetadata<LiveStreamMetadata>() is null => RateLimitPartition.GetNoLimiter(""),
        { IsCustomer: true } customer =>
            Bucket(customer.Name, WebLimits.CustomerStreamsASecond, WebLimits.CustomerStreamsAtOnce),
        var other => Bucket(other.Name, WebLimits.StreamsASecond, WebLimits.StreamsAtOnce),
    };

    private static RateLimitPartition<string> Bucket(string caller, int aSecond, int atOnce) =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = aSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            TokenLimit = atOnce,
            QueueLimit = 0,
        });

    private static Key? KeyOf(HttpContext context) =>
        CustomerCaller.From(context.User) is { } customer ? new Key($"customer/{customer.Site}/{customer.Customer}", IsCustomer: true)
        : PersonCaller.From(context.User) is { } person ? new Key($"person/{person.Site}/{person.Person}", IsCustomer: false)
        : context.User.HasClaim(claim => claim.Type == TokenClaims.Operator) ? new Key("operator", IsCustomer: false)
        : null;

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var known = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = Math.Max(1, (int)Math.Ceiling(known ? wait.TotalSeconds : 1));
        return Problems.TooMany(Detail, seconds).ExecuteAsync(rejected.HttpContext);
    }

    private sealed record Key(string Name, bool IsCustomer);
}

/// <summary>Marks the routes that open a live stream.</summary>
internal sealed class LiveStreamMetadata;
