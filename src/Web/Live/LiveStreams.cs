using System.Text.Json;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AcdRouter.Web;

/// <summary>Runs a stream from its opening to its end.</summary>
public sealed partial class LiveStreams(
    LiveHub hub,
    TimeProvider time,
    IOptions<JsonOptions> json,
    IHostApplicationLifetime lifetime,
    Microsoft.Extensions.Logging.ILogger<LiveStreams> logger,
    LineHolder? holder = null)
{
    /// <summary>Between heartbeats: shorter than the time after which common proxies close a silent line (30 s and more).</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Between two fresh views: a person cannot read faster, and a burst of news becomes one view.</summary>
    public static readonly TimeSpan ViewEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two looks at what is only counted: a waiting customer's place.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>First pause before a lost line that the engine could not take is reported again; doubles up to <see cref="LostRetryMax"/>.</summary>
    private static readonly TimeSpan LostRetry = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before a lost line is reported again.</summary>
    private static readonly TimeSpan LostRetryMax = TimeSpan.FromMinutes(1);

    /// <summary>What a report of a line names as its holder; null where lines end with the engine.</summary>
    internal Guid? Holder { get; } = holder?.Id;

    private readonly JsonSerializerOptions json = json.Value.SerializerOptions;

    /// <summary>
    /// Reports the page opened, streams until the line breaks, the page's thing ends, the token expires or the process stops, and
    /// reports the line lost. At a stop nothing is reported: whoever starts next counts every line from before as lost.
    /// </summary>
    internal async Task<IResult> RunAsync(
        HttpContext context, Topic topic, string caller, Func<ConnectionChange, CancellationToken, Task<CommandAnswer>> report, LiveView view)
    {
        // Listen first, then report and read: what happens in between comes twice rather than never.
        var subscription = hub.Subscribe(topic, caller);
        if (subscription is null) return Problems.TooMany("Too many live streams are open. Close some, then try again.", (int)LookEvery.TotalSeconds);
        CommandAnswer opened;
        try
        {
            // Not ended by the caller: a wait given up would not take the command back.
            opened = await report(ConnectionChange.Opened, CancellationToken.None);
        }
        catch
        {
            // Nothing is known of the opening, so its end is reported in any case; the caller does not wait for that.
            _ = EndAsync(subscription, report);
            throw;
        }
        if (!opened.IsAccepted)
        {
            subscription.Dispose();
            return Problems.Of(opened.Refusal);
        }
        var reopening = new Reopening(report, time, NoteOpeningNotReported);
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expires)
            {
                ending.CancelAfter(TimeSpan.FromTicks(Math.Max(0, (expires - time.GetUtcNow()).Ticks)));
            }
            await StreamAsync(new EventWriter(context.Response, json, time), subscription, view, reopening, ending.Token);
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException)
        {
            LogStreamEnded();
        }
        finally
        {
            await reopening.EndAsync();
            await EndAsync(subscription, report);
        }
        return Results.Empty;
    }

    private async Task StreamAsync(
        EventWriter events, Subscription subscription, LiveView view, Reopening reopening, CancellationToken ending)
    {
        await events.StartAsync(ending);
        if (!await view.RefreshAsync(events, ending)) return;
        var shownAt = time.GetTimestamp();
        var lookedAt = shownAt;
        var wanted = false;
        var news = subscription.WaitAsync(ending).AsTask();
        while (true)
        {
            await Task.WhenAny(news, Task.Delay(wanted ? ViewEvery : LookEvery, time, ending));
            ending.ThrowIfCancellationRequested();
            if (subscription.TakeReopening()) reopening.Want();
            reopening.Look(ending);
            wanted |= subscription.TakeOverflow();
            while (subscription.TryRead(out var each)) wanted |= await view.TellAsync(each, events, ending);
            if (news.IsCompleted) news = subscription.WaitAsync(ending).AsTask();
            if (time.GetElapsedTime(lookedAt) >= LookEvery)
            {
                lookedAt = time.GetTimestamp();
                wanted |= await view.LookAsync(events, ending);
            }
            if (wanted && time.GetElapsedTime(shownAt) >= ViewEvery)
            {
                wanted = false;
                shownAt = time.GetTimestamp();
                if (!await view.RefreshAsync(events, ending)) return;
            }
            if (events.Quiet >= Heartbeat) await events.HeartbeatAsync(ending);
        }
    }

    /// <summary>
    /// Reports the line lost until the engine has taken it, for nobody else ever will; while it tries, the stream counts against the
    /// caller's bound. Not at a stop: whoever starts next counts every line from before as lost.
    /// </summary>
    private async Task EndAsync(Subscription subscription, Func<ConnectionChange, CancellationToken, Task<CommandAnswer>> report)
    {
        using var held = subscription;
        var pause = LostRetry;
        for (var tries = 0; !lifetime.ApplicationStopping.IsCancellationRequested; tries++)
        {
            try
            {
                var answer = await report(ConnectionChange.Lost, CancellationToken.None);
                // Refused for any other reason there is no such page any more.
                if (answer.IsAccepted || answer.Refusal.Reason != RefusalReason.CommandFailed) return;
                if (tries == 0) LogLostNotTaken(answer.Refusal.Message);
            }
            catch (EngineUnavailableException away)
            {
                // One outage breaks every line: whoever is away says so itself, once.
                if (tries == 0) LogEngineAway(away.Message);
                pause = TimeSpan.FromSeconds(away.RetryAfterSeconds);
            }
            catch (Exception broken)
            {
                // Whatever the bus says: as long as the line is not reported lost, the page counts as connected.
                if (tries == 0) LogLostNotReported(broken);
            }
            await Task.Delay(pause, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LostRetryMax ? pause * 2 : LostRetryMax;
        }
    }
}
