using System.Text.Json;
using AcdRouter.Simulation.Load;

namespace AcdRouter.Acd;

/// <summary>
/// A site nobody talks to: a declined request may be offered to the agent again after some seconds, and before that the owner dies. Whoever
/// takes over keeps the deadline though no command comes.
/// </summary>
internal sealed class QuietSite : IChaosScenario
{
    private const string Decliner = "agent-0";
    private const string Bystander = "agent-1";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    public string Name => "quiet-site";

    public string What => "a site nobody talks to: its owner dies with a deadline pending, which is kept within 3 s";

    public GroundKind Kind => GroundKind.Servers;

    public bool IsUnderLoad => false;

    public async Task<DateTimeOffset> StrikeAsync(ChaosStage stage, CancellationToken cancellationToken)
    {
        using var client = new LoadClient(stage.Driver.Options, stage.Driver.Recorder);
        await SignInAsync(stage, client, cancellationToken);
        var owner = await stage.OwnerAsync(cancellationToken);
        var (request, offer) = await WaitForOfferAsync(stage, client, cancellationToken);
        await SendAsync(stage, client, Decliner, PromiseKind.Presence, HttpMethod.Post, $"offers/{request}/{offer}/decline", null, request, cancellationToken);
        var due = stage.Now + RetryAfter;
        await stage.PauseAsync(500, 3500, cancellationToken);
        owner.Program.Kill();
        var struck = stage.Now;
        // Nobody says anything from here until the deadline is past and three seconds more.
        await Task.Delay(due + Late - stage.Now, cancellationToken);
        var kept = await FindLiftedAsync(stage, request, cancellationToken);
        if (kept is null) stage.Findings.Lost($"the deadline of request {request}, due at {due:HH:mm:ss.fff}, was not kept by {stage.Now:HH:mm:ss.fff}");
        else stage.Measured.Add(kept.Value - due);
        await FinishAsync(stage, client, request, cancellationToken);
        return struck;
    }

    private static async Task SignInAsync(ChaosStage stage, LoadClient client, CancellationToken cancellationToken)
    {
        if (stage.Round > 0) return;
        foreach (var agent in (string[])[Decliner, Bystander])
        {
            await SendAsync(stage, client, agent, PromiseKind.Presence, HttpMethod.Post, "agents/me/sign-in", null, Guid.Empty, cancellationToken);
        }
        // Somebody else is signed in, or what was declined would be offered again at once.
        await SendAsync(
            stage, client, Bystander, PromiseKind.Presence, HttpMethod.Put, "agents/me/state", new { availability = "unavailable", reason = "break" }, Guid.Empty, cancellationToken);
    }

    /// <summary>Brings a customer and looks into the inbox, as a page that is opened for a moment: so the agent's grace begins anew.</summary>
    private static async Task<(Guid Request, int Offer)> WaitForOfferAsync(ChaosStage stage, LoadClient client, CancellationToken cancellationToken)
    {
        var entered = await SendAsync(
            stage, client, LoadSite.Desk, PromiseKind.Entry, HttpMethod.Post, $"sites/{stage.Site.Id}/queues/{stage.Site.QueueNames[0]}/sessions", new { customer = "Quiet" }, Guid.Empty, cancellationToken);
        if (!entered.IsAccepted) throw new AcdException(entered.ToString(), ExitCodes.Failed);
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var found = new TaskCompletionSource<(Guid, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inbox = client.ListenAsync("/api/v1/agents/me/inbox/events", stage.TokenOf(Decliner), Take, looking.Token);
        var offer = await found.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        await looking.CancelAsync();
        await inbox.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return offer;

        void Take(string name, JsonElement data)
        {
            IEnumerable<JsonElement> offers = name == "offer" ? [data] : name == "inbox" ? data.GetProperty("offers").EnumerateArray() : [];
            foreach (var each in offers)
            {
                var (request, number) = (each.GetProperty("request").GetGuid(), each.GetProperty("offer").GetInt32());
                stage.Driver.Recorder.Offered(Decliner, request, number);
                if (request == entered.MadeRequest) found.TrySetResult((request, number));
            }
        }
    }

    private static async Task<DateTimeOffset?> FindLiftedAsync(ChaosStage stage, Guid request, CancellationToken cancellationToken)
    {
        var partition = await stage.PartitionAsync(cancellationToken);
        await stage.Servers.Keeper.CatchUpAsync(cancellationToken);
        foreach (var stored in stage.Servers.Keeper.Copies[partition].Records.Reverse())
        {
            using var document = JsonDocument.Parse(stored.Payload);
            foreach (var each in document.RootElement.GetProperty("events").EnumerateArray())
            {
                if (each.GetProperty("type").GetString() != "router.exclusions-lifted.v1" || each.GetProperty("data").GetProperty("request").GetGuid() != request) continue;
                return DateTimeOffset.FromUnixTimeMilliseconds(document.RootElement.GetProperty("at").GetInt64());
            }
        }
        return null;
    }

    /// <summary>The agent takes it after all and ends it, so that the next round begins as this one did.</summary>
    private static async Task FinishAsync(ChaosStage stage, LoadClient client, Guid request, CancellationToken cancellationToken)
    {
        await SendAsync(stage, client, Decliner, PromiseKind.Presence, HttpMethod.Post, $"requests/{request}/pick", null, request, cancellationToken);
        await SendAsync(stage, client, Decliner, PromiseKind.End, HttpMethod.Post, $"requests/{request}/complete", null, request, cancellationToken);
    }

    private static Task<Promise> SendAsync(
        ChaosStage stage, LoadClient client, string by, PromiseKind kind, HttpMethod method, string path, object? body, Guid request, CancellationToken cancellationToken) =>
        client.SendAsync(new Promise(kind, method, $"/api/v1/{path}", stage.TokenOf(by), body) { By = by, Request = request }, cancellationToken);
}
