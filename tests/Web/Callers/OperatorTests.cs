using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class OperatorTests
{
    private const string Status = "/api/v1/operator/status";

    [Fact, Refuses("I9")]
    public async Task I9_a_sites_administrator_reads_of_the_engine_only_whether_it_works()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine { Status = new EngineStatus("journal-away", 7, 3, 11, "The disk is full.", 2) });

        var answer = await host.SendAsync(HttpMethod.Get, "/api/v1/status?hash=true", host.PersonToken("admin"));

        answer.Json["engine"]!.ToJsonString().ShouldBe("""{"state":"journal-away","problem":"The disk is full."}""");
        answer.Json.AsObject().Select(member => member.Key).ShouldBe(["engine", "overdueVoiceCalls", "overdueVoiceCallsTotal"]);
        (await host.SendAsync(HttpMethod.Get, Status, host.PersonToken("admin"))).Status.ShouldBe(403);
    }

    [Fact, Accepts("I9")]
    public async Task I9_the_operator_reads_what_the_engine_is_doing()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine { Status = new EngineStatus(EngineStatus.Running, 7, 3, 11, null, 2) });

        var plain = await host.SendAsync(HttpMethod.Get, Status, host.OperatorToken());
        plain.Json["engine"]!["sequence"]!.GetValue<long>().ShouldBe(7);
        plain.Json["engine"]!["errorMessages"]!.GetValue<long>().ShouldBe(2);
        plain.Json["state"].ShouldBeNull();
        (await host.SendAsync(HttpMethod.Get, Status + "?hash=true", host.OperatorToken())).Json["state"]!["hash"]!.ToString().ShouldBe("00");
    }

    [Fact, Refuses("I9")]
    public async Task I9_the_operators_token_opens_nothing_of_a_site()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var token = host.OperatorToken();
        foreach (var (method, path) in Routes.Closed(host).Where(route => route.Path != Status && !route.Path.StartsWith("/openapi", StringComparison.Ordinal)))
        {
            (await host.SendAsync(new HttpMethod(method), path, token)).Status.ShouldBe(403, $"{method} {path}");
        }
    }

    [Fact, Refuses("I8")]
    public async Task I8_hashes_asked_for_at_once_and_within_a_second_are_one()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var hashing = new TaskCompletionSource<EngineHash>();
        var hashed = 0;
        var engine = new ScriptedEngine
        {
            Hashes = () =>
            {
                hashed++;
                return hashing.Task;
            },
        };
        var shared = new SharedHash(engine, time);
        using var gone = new CancellationTokenSource();

        var first = shared.GetAsync(gone.Token);
        time.Advance(TimeSpan.FromSeconds(5));
        var meanwhile = shared.GetAsync(WebHost.Cancelled);
        await gone.CancelAsync();
        hashing.SetResult(new EngineHash(9, "aa"));

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await meanwhile).Sequence.ShouldBe(9);
        hashed.ShouldBe(1);
        await shared.GetAsync(WebHost.Cancelled);
        hashed.ShouldBe(2);
        time.Advance(TimeSpan.FromMilliseconds(999));
        await shared.GetAsync(WebHost.Cancelled);
        hashed.ShouldBe(2);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await shared.GetAsync(WebHost.Cancelled);
        hashed.ShouldBe(3);
    }
}
