using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AcdRouter.Acd;
using AcdRouter.Servers.Tests.Services;
using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Roles;

/// <summary>Processes of an installation die, stop and lose their servers, and come back; each test leaves everything running.</summary>
public sealed class RolesTests(InstalledRoles roles) : IClassFixture<InstalledRoles>, IAsyncLifetime
{
    /// <summary>After so long a process that is not heard has lost its lines; its last word may be a second old when it dies.</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(9);

    /// <summary>A stop takes at most so long (docs/operations.md), and the process a moment to end.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(16);

    // Nobody listens there.
    private const int NoServer = 1;

    private static CancellationToken Cancelled => InstalledRoles.Cancelled;

    /// <summary>A test that failed half-way must not make those after it fail.</summary>
    public async ValueTask InitializeAsync()
    {
        if (roles.Ground.Redis.ProcessId == 0) await roles.Ground.Redis.RestartAsync(Cancelled);
        foreach (var each in roles.Ground.Cores.Append(roles.Ground.Web)) each.Bus.Aim([.. roles.Ground.Broker.Ports]);
        await roles.Ground.HealAsync(Cancelled);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact, Accepts("S3")]
    public async Task S3_lines_that_a_killed_web_held_count_as_lost_and_pages_that_come_back_lose_no_session()
    {
        var (agent, customer, session) = await BeginAsync("agent-0");
        var web = roles.Ground.Web.Program;
        var pages = await OpenAsync(agent, customer, session);
        await using var lost = await HeardEvents.ListenAsync(roles.Broker, $"{roles.Site.Id}.lines-lost");
        (await ConnectedAsync(agent, customer, session)).ShouldBe((true, true));

        // Nobody comes back until the process counts as gone.
        web.Kill();
        var killed = Stopwatch.GetTimestamp();
        var holder = (await lost.NextAsync())["holder"]!.GetValue<Guid>();
        Stopwatch.GetElapsedTime(killed).ShouldBeGreaterThan(SilentFor);
        await CloseAsync(pages);
        await web.StartAsync(Cancelled);
        (await ConnectedAsync(agent, customer, session)).ShouldBe((false, false));
        pages = await OpenAsync(agent, customer, session);
        (await ConnectedAsync(agent, customer, session)).ShouldBe((true, true));

        // These come back at once, somebody else does not: that the old process is missed later changes nothing for them.
        var (absentAgent, absentCustomer, absent) = await BeginAsync("agent-6");
        var left = await OpenAsync(absentAgent, absentCustomer, absent);
        web.Kill();
        await CloseAsync([.. pages, .. left]);
        await web.StartAsync(Cancelled);
        pages = await OpenAsync(agent, customer, session);
        (await lost.NextAsync())["holder"]!.GetValue<Guid>().ShouldNotBe(holder);
        (await ConnectedAsync(absentAgent, absentCustomer, absent)).ShouldBe((false, false));
        (await ConnectedAsync(agent, customer, session)).ShouldBe((true, true));
        await CloseAsync(pages);
    }

    [Fact]
    public async Task While_redis_is_down_cores_are_not_ready_callers_are_told_and_the_same_command_is_done_afterwards()
    {
        var token = roles.TokenOf("agent-1");
        var key = Guid.NewGuid();
        roles.Ground.Redis.Kill();

        await Eventually.Holds(async () => await AllAsync(roles.Ground.Cores, "ready") is [503, 503], "the cores are not ready");
        (await AllAsync(roles.Ground.Cores, "live")).ShouldBe([200, 200]);
        (await roles.HealthAsync(roles.Ground.Web, "ready")).ShouldBe(200, "a web never asks Redis");
        await ShouldBeUnavailableAsync(await roles.SendAsync(HttpMethod.Post, "sessions", token, new { }, key));

        await roles.Ground.Redis.RestartAsync(Cancelled);
        await Eventually.Holds(async () => await AllAsync(roles.Ground.Cores, "ready") is [200, 200], "the cores are ready", TimeSpan.FromSeconds(60));
        await ShouldBeDoneAsync(token, key);
    }

    [Fact]
    public async Task While_the_broker_is_down_nobody_is_ready_callers_are_told_at_once_and_the_same_command_is_done_afterwards()
    {
        var token = roles.TokenOf("agent-2");
        var key = Guid.NewGuid();
        var all = roles.Ground.Cores.Append(roles.Ground.Web).ToList();
        foreach (var each in all)
        {
            each.Bus.Aim(NoServer);
            each.Bus.Break();
        }

        await Eventually.Holds(async () => await AllAsync(all, "ready") is [503, 503, 503], "nobody is ready");
        (await AllAsync(all, "live")).ShouldBe([200, 200, 200]);
        var asked = Stopwatch.GetTimestamp();
        await ShouldBeUnavailableAsync(await roles.SendAsync(HttpMethod.Post, "sessions", token, new { }, key));
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(5));

        foreach (var each in all) each.Bus.Aim([.. roles.Ground.Broker.Ports]);
        await Eventually.Holds(async () => await AllAsync(all, "ready") is [200, 200, 200], "everybody is ready", TimeSpan.FromSeconds(60));
        await ShouldBeDoneAsync(token, key);
    }

    [Fact]
    public async Task SIGTERM_of_the_owner_ends_it_in_time_with_nothing_lost_and_another_core_owns()
    {
        var partition = await roles.Ground.PartitionOfAsync(roles.Site, Cancelled);
        var owner = await roles.Ground.OwnerOfAsync(partition, Cancelled);
        using var enough = new CancellationTokenSource();
        var asking = AskAsync();

        var asked = Stopwatch.GetTimestamp();
        (await owner.Program.StopAsync(StopsWithin, Cancelled)).ShouldBe(ExitCodes.Done);
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(StopsWithin);

        (await roles.Ground.OwnerOfAsync(partition, Cancelled)).ShouldNotBe(owner);
        await enough.CancelAsync();
        foreach (var (key, number) in await asking) (await StartAsync(key))["number"]!.GetValue<string>().ShouldBe(number, "a repeat is answered alike");
        await roles.Ground.HealAsync(Cancelled);

        async Task<IReadOnlyDictionary<Guid, string>> AskAsync()
        {
            var done = new Dictionary<Guid, string>();
            while (!enough.IsCancellationRequested || done.Count < 10)
            {
                var key = Guid.NewGuid();
                var made = await StartAsync(key);
                done[key] = made["number"]!.GetValue<string>();
                await EndAsync(made["session"]!.GetValue<Guid>());
            }
            return done;
        }

        async Task<JsonNode> StartAsync(Guid key)
        {
            using var answer = await roles.SendAsync(HttpMethod.Post, "sessions", roles.TokenOf("agent-3"), new { }, key);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancelled));
            return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
        }

        async Task EndAsync(Guid session)
        {
            using var answer = await roles.SendAsync(HttpMethod.Post, $"sessions/{session}/end", roles.TokenOf("agent-3"), new { });
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancelled));
        }
    }

    [Fact]
    public async Task Settings_of_a_site_that_nobody_has_brought_in_are_refused_with_what_to_do()
    {
        using var answer = await roles.SendAsync(HttpMethod.Put, "settings", roles.Ground.TokenOf("elsewhere", "anna"), new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
        problem["reason"]!.GetValue<string>().ShouldBe("UnknownSite");
        problem["detail"]!.GetValue<string>().ShouldContain("--settings");
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_loss_halts_the_partition_and_accepted_while_everything_runs_it_goes_on()
    {
        var partition = await roles.Ground.PartitionOfAsync(roles.Site, Cancelled);
        using var folder = new TemporaryFolder();
        CopyFolder(Path.Combine(roles.RedisFiles, "appendonlydir"), folder["older"]);
        await ShouldBeDoneAsync(roles.TokenOf("agent-4"), Guid.NewGuid());

        roles.Ground.Redis.Kill();
        Directory.Delete(Path.Combine(roles.RedisFiles, "appendonlydir"), recursive: true);
        CopyFolder(folder["older"], Path.Combine(roles.RedisFiles, "appendonlydir"));
        await roles.Ground.Redis.RestartAsync(Cancelled);

        // Either finds it, who owned the partition or who stands in line for it; the one that finds it is the only one that ends.
        await Eventually.Holds(() => roles.Ground.Cores.Any(each => !each.Program.IsRunning), "a core has ended", TimeSpan.FromSeconds(60));
        var finder = roles.Ground.Cores.Single(each => !each.Program.IsRunning);
        var other = roles.Ground.Cores.Single(each => each != finder);
        (await finder.Program.UntilEndedAsync(TimeSpan.FromSeconds(1), Cancelled)).ShouldBe(ExitCodes.HistoryLost);
        await Eventually.Holds(async () => await roles.HealthAsync(other, "ready") == 503, "the other core says that a partition is halted");
        (await roles.HealthAsync(other, "live")).ShouldBe(200);

        string[] acceptLoss = ["journal", "accept-loss", "--journal", roles.Ground.Redis.Address, "--partition", partition.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        var accepted = await Programs.AcdAsync(acceptLoss);
        accepted.Code.ShouldBe(ExitCodes.Done, accepted.Errors);
        accepted.Out.ShouldContain("exit code 8");
        await Eventually.Holds(async () => await roles.HealthAsync(other, "ready") == 200, "the other core is ready again", TimeSpan.FromSeconds(60));
        (await roles.Ground.OwnerOfAsync(partition, Cancelled)).ShouldBe(other);
        (await roles.Ground.Keeper.ReadEpochAsync(partition, Cancelled)).ShouldBeGreaterThanOrEqualTo(1_000_000, "no epoch comes twice, though the loss may have held claims");
        await roles.Ground.HealAsync(Cancelled);
        await ShouldBeDoneAsync(roles.TokenOf("agent-5"), Guid.NewGuid());
        (await Programs.AcdAsync(acceptLoss)).Code.ShouldBe(ExitCodes.Failed, "nobody halts it again");
    }

    /// <summary>An agent with a session, and a customer who waits in another.</summary>
    private async Task<(string Agent, string Customer, Guid Session)> BeginAsync(string agent)
    {
        var token = roles.TokenOf(agent);
        var session = await ShouldBeDoneAsync(token, Guid.NewGuid());
        using var entered = await roles.SendAsync(
            HttpMethod.Post, $"sites/{roles.Site.Id}/queues/{roles.Site.QueueNames[0]}/sessions", roles.TokenOf("desk"), new { customer = "Quiet" }, Guid.NewGuid());
        entered.StatusCode.ShouldBe(HttpStatusCode.Created, await entered.Content.ReadAsStringAsync(Cancelled));
        return (token, (await entered.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["token"]!.GetValue<string>(), session);
    }

    private async Task<IReadOnlyList<OpenPage>> OpenAsync(string agent, string customer, Guid session)
    {
        var web = roles.Ground.Web.Program.Address;
        return [await OpenPage.OpenAsync(new Uri(web, $"/api/v1/sessions/{session}/events"), agent), await OpenPage.OpenAsync(new Uri(web, "/api/v1/customer/events"), customer)];
    }

    private static async Task CloseAsync(IReadOnlyList<OpenPage> pages)
    {
        foreach (var page in pages) await page.DisposeAsync();
    }

    private async Task<(bool Agent, bool Customer)> ConnectedAsync(string agent, string customer, Guid session) =>
        (await IsAsync(agent, $"sessions/{session}", "representatives"), await IsAsync(customer, "customer/session", "customers"));

    private async Task<bool> IsAsync(string token, string path, string list)
    {
        using var answer = await roles.SendAsync(HttpMethod.Get, path, token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))![list]![0]!["connected"]!.GetValue<bool>();
    }

    private Task<int[]> AllAsync(IEnumerable<ChaosCore> processes, string path) => Task.WhenAll(processes.Select(each => roles.HealthAsync(each, path)));

    private async Task<Guid> ShouldBeDoneAsync(string token, Guid key)
    {
        Guid session = default;
        await Eventually.Holds(
            async () =>
            {
                using var answer = await roles.SendAsync(HttpMethod.Post, "sessions", token, new { }, key);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
                answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancelled));
                session = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["session"]!.GetValue<Guid>();
                return true;
            },
            "the command is done",
            TimeSpan.FromSeconds(60));
        return session;
    }

    private static async Task ShouldBeUnavailableAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
            problem["reason"]!.GetValue<string>().ShouldBe("EngineUnavailable");
            problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
