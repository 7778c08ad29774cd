using System.Collections.Concurrent;
using System.Text.Json;

namespace AcdRouter.Simulation.Load;

/// <summary>An agent with an open inbox who accepts every offer, opens the session's page, talks and hands on.</summary>
internal sealed class LoadAgent(string name, LoadOptions options, LoadClient client, LoadRecorder recorder, LoadDriver driver)
{
    private static readonly TimeSpan PageWait = TimeSpan.FromSeconds(20);

    private readonly string token = options.TokenOf(name);
    private readonly ConcurrentDictionary<(Guid Request, int Offer), bool> taken = [];
    private readonly ConcurrentDictionary<Guid, bool> worked = [];
    private readonly ConcurrentBag<Task> works = [];
    private int returning;

    public async Task RunAsync(CancellationToken ending)
    {
        await SendAsync(PromiseKind.Presence, HttpMethod.Post, "agents/me/sign-in", null, Guid.Empty, ending);
        try
        {
            await client.ListenAsync("/api/v1/agents/me/inbox/events", token, (name, data) => Take(name, data, ending), ending);
        }
        finally
        {
            await Task.WhenAll(works).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(string name, JsonElement data, CancellationToken ending)
    {
        switch (name)
        {
            case "offer":
                TakeOffer(data, ending);
                break;
            case "inbox":
                foreach (var offer in data.GetProperty("offers").EnumerateArray()) TakeOffer(offer, ending);
                if (data.GetProperty("state").GetString() == "unavailable") ComeBack(ending);
                break;
            case "state" when data.GetProperty("state").GetString() == "unavailable":
                ComeBack(ending);
                break;
        }
    }

    private void TakeOffer(JsonElement offer, CancellationToken ending)
    {
        var (request, number) = (offer.GetProperty("request").GetGuid(), offer.GetProperty("offer").GetInt32());
        recorder.Offered(name, request, number);
        if (driver.IsSettling || !taken.TryAdd((request, number), true)) return;
        works.Add(WorkAsync(request, number, offer.GetProperty("session").GetGuid(), ending));
    }

    private void ComeBack(CancellationToken ending)
    {
        // One at a time: the inbox says the same several times over.
        if (Interlocked.Exchange(ref returning, 1) == 1) return;
        works.Add(ReturnAsync());

        async Task ReturnAsync()
        {
            await SendAsync(PromiseKind.Presence, HttpMethod.Put, "agents/me/state", new { availability = "available" }, Guid.Empty, ending);
            Volatile.Write(ref returning, 0);
        }
    }

    private async Task WorkAsync(Guid request, int offer, Guid session, CancellationToken ending)
    {
        await Task.Delay(options.Think, options.Time, ending);
        var accepted = await SendAsync(PromiseKind.Accept, HttpMethod.Post, $"offers/{request}/{offer}/accept", null, request, ending);
        // Two offers of one request, made one after the other and both accepted, are one piece of work.
        if (!accepted.IsAccepted || !worked.TryAdd(request, true)) return;
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var page = client.ListenAsync($"/api/v1/sessions/{session}/events", token, (_, _) => shown.TrySetResult(), closing.Token);
        try
        {
            Task first = Task.WhenAny(shown.Task, page);
            await first.WaitAsync(PageWait, options.Time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!shown.Task.IsCompleted) return;
            await TalkAsync(request, session, ending);
            // The giver's page is told that it is over.
            await page.WaitAsync(PageWait, options.Time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await closing.CancelAsync();
            await page.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            worked.TryRemove(request, out _);
        }
    }

    private async Task TalkAsync(Guid request, Guid session, CancellationToken ending)
    {
        if (options.VoiceOneIn > 0 && driver.Draw(options.VoiceOneIn) == 0)
        {
            await SendAsync(PromiseKind.Voice, HttpMethod.Post, $"sessions/{session}/voice", null, request, ending);
        }
        var talk = options.Talk * (0.5 + (driver.Draw(1000) / 1000.0));
        await Task.Delay(talk, options.Time, ending);
        // While the load settles the session stays where it is.
        while (driver.IsSettling) await Task.Delay(options.Talk, options.Time, ending);
        if (!driver.MayGoOn(session))
        {
            await SendAsync(PromiseKind.End, HttpMethod.Post, $"sessions/{session}/end", new { }, request, ending);
            return;
        }
        var queue = options.Site.QueueNames[driver.Draw(options.Site.Queues)];
        await SendAsync(
            PromiseKind.Transfer, HttpMethod.Post, $"sessions/{session}/transfer", new { queue, personalMessage = $"From {name}." }, request, ending);
    }

    private Task<Promise> SendAsync(PromiseKind kind, HttpMethod method, string path, object? body, Guid request, CancellationToken ending) =>
        client.SendAsync(new Promise(kind, method, $"/api/v1/{path}", token, body) { By = name, Request = request }, ending);
}
