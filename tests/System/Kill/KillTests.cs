using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.SystemTests.Kill;

/// <summary>The real program under load, killed at random moments: what was answered is there, what was not has one effect.</summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const int Actors = 6;

    /// <summary>More than any round of work sends before its kill.</summary>
    private const int UntilKilled = 1_000_000;

    [Fact, Accepts("I10"), Accepts("I8")]
    public async Task I10_fifty_kills_under_load_lose_nothing_and_double_nothing()
    {
        using var folder = new TemporaryFolder();
        var port = AcdProgram.FreePort();
        using var client = new KillClient(port);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var hashes = new Dictionary<long, string>();
        var (program, agents, admin) = await FirstStartAsync(folder, port, client);
        var watcher = await TokenAsync(folder, "--operator");
        var actors = Enumerable.Range(0, Actors).Select(i => new SessionActor(client, agents, i, seed + i)).ToArray();
        var checkedPromises = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var lines = new CancellationTokenSource();
            checkedPromises = await RepeatsGetTheSameAnswer(client, checkedPromises);
            var enough = client.AfterAnswers(random.Next(10, 120));
            var working = actors.Select(actor => actor.RunAsync(UntilKilled, lines.Token)).ToArray();
            var watching = WatchHashAsync(client, watcher, hashes);
            (await Task.WhenAny(enough, Task.WhenAll(working)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBe(enough, program.Output);
            await program.KillAsync();
            await Task.WhenAll([.. working, watching]);
            program.Dispose();
            program = await StartAsync(folder, port);
        }
        using (var lines = new CancellationTokenSource())
        {
            foreach (var actor in actors) await actor.SettleAsync(lines.Token);
            await RepeatsGetTheSameAnswer(client, checkedPromises);
            actors.SelectMany(actor => actor.Surprises).ShouldBeEmpty();
            foreach (var actor in actors) await SessionIsWhereItsAnswersSay(client, admin, actor);
            await lines.CancelAsync();
        }
        (await program.TerminateAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, program.Output);
        program.Dispose();
        await JournalHoldsEveryAnswerOnce(folder, client, hashes);
    }

    private static Task<AcdProgram> StartAsync(TemporaryFolder folder, int port) => AcdProgram.StartAsync(
        "Listening on",
        "run", "--data", folder["data"], "--urls", $"http://127.0.0.1:{port}", "--settings", Path.Combine(Repository.Root, "tests", "System", "Kill", "kill-site.yaml"));

    private static async Task<(AcdProgram Program, string[] Agents, string Admin)> FirstStartAsync(TemporaryFolder folder, int port, KillClient client)
    {
        var program = await StartAsync(folder, port);
        var agents = new string[4];
        for (var i = 0; i < agents.Length; i++)
        {
            agents[i] = await TokenAsync(folder, $"agent-{i}", "--site", "kill");
            // Signed in, so that they may pick, and unavailable, so that nobody is offered anything.
            (await client.TrySendAsync(new Promise(HttpMethod.Post, "/api/v1/agents/me/sign-in", agents[i], null))).ShouldBeTrue();
            (await client.TrySendAsync(new Promise(HttpMethod.Put, "/api/v1/agents/me/state", agents[i], new { availability = "unavailable", reason = "break" }))).ShouldBeTrue();
        }
        client.Promises.ShouldAllBe(promise => promise.Accepted);
        return (program, agents, await TokenAsync(folder, "admin", "--site", "kill"));
    }

    private static async Task<string> TokenAsync(TemporaryFolder folder, params string[] whose)
    {
        var (exitCode, output, error) = await AcdProgram.RunAsync(["token", .. whose, "--data", folder["data"]]);
        exitCode.ShouldBe(0, error);
        return output.Trim();
    }

    /// <summary>Keeps what the live program says of its state until it dies.</summary>
    private static async Task WatchHashAsync(KillClient client, string watcher, Dictionary<long, string> hashes)
    {
        while (await client.TryGetAsync("/api/v1/operator/status?hash=true", watcher) is { } status)
        {
            var state = JsonDocument.Parse(status).RootElement.GetProperty("state");
            hashes[state.GetProperty("sequence").GetInt64()] = state.GetProperty("hash").GetString()!;
        }
    }

    private static async Task<int> RepeatsGetTheSameAnswer(KillClient client, int from)
    {
        var promises = client.Promises;
        for (var i = from; i < promises.Length; i++)
        {
            // A join's answer carries a token sealed anew each time; what it joined is compared through the journal.
            if (promises[i].Status is null || promises[i].Path.EndsWith("/join", StringComparison.Ordinal)) continue;
            var again = await client.TryAskAsync(promises[i]);
            again.ShouldNotBeNull();
            (again.Value.Status, Untraced(again.Value.Body)).ShouldBe((promises[i].Status!.Value, Untraced(promises[i].Answer)), promises[i].Path);
        }
        return promises.Length;
    }

    /// <summary>An answer without the id of the HTTP request that carried it.</summary>
    private static string Untraced(string answer)
    {
        var json = JsonNode.Parse(answer)!.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private static async Task SessionIsWhereItsAnswersSay(KillClient client, string admin, SessionActor actor)
    {
        var shown = await client.TryGetAsync($"/api/v1/sessions/{actor.Session}", admin);
        shown.ShouldNotBeNull(actor.Name);
        var session = JsonDocument.Parse(shown).RootElement;
        session.GetProperty("customers").GetArrayLength().ShouldBe(1, actor.Name);
        var controller = session.TryGetProperty("controller", out var person) ? person.GetString() : null;
        controller.ShouldBe(actor.Controller < 0 ? null : $"agent-{actor.Controller}", actor.Name);
    }

    private static async Task JournalHoldsEveryAnswerOnce(TemporaryFolder folder, KillClient client, Dictionary<long, string> hashes)
    {
        hashes.Count.ShouldBeGreaterThan(Kills / 2);
        var journal = await KilledJournal.ReplayAsync(folder[Path.Combine("data", "journal")], hashes);
        journal.State.AssertInvariants();
        var promises = client.Promises;
        promises.ShouldAllBe(promise => promise.Status != null);
        promises.Count(promise => promise.Lost > 0).ShouldBeGreaterThan(Kills / 2, "kills must hit commands in flight");
        foreach (var promise in promises)
        {
            if (promise.Path.EndsWith("/join", StringComparison.Ordinal)) continue;
            var records = journal.RecordsOf(new CommandId(promise.Key));
            records.Count.ShouldBe(1, $"{promise.Method} {promise.Path} {promise.Key}");
            (records[0].Outcome!.Refusal is null).ShouldBe(promise.Accepted, promise.Answer);
            if (promise.Accepted) records[0].Sequence.ShouldBe(promise.Sequence);
        }
    }
}
