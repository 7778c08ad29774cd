using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class RunTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "site.yaml");

    [Fact, Accepts("I10"), Accepts("I8")]
    public async Task I10_what_was_answered_is_there_after_a_kill_and_after_a_stop_and_replay_has_the_same_hash()
    {
        using var folder = new TemporaryFolder();
        string session;
        using (var acd = await AcdProcess.StartAsync(folder.Path, "--settings", Sample))
        {
            session = (await SendAsync(acd, HttpMethod.Post, "sessions", await TokenAsync(folder, "anna", "--site", "demo")))["session"]!.ToString();
            await acd.KillAsync();
        }
        using (var acd = await AcdProcess.StartAsync(folder.Path, "--settings", Sample))
        {
            (await SendAsync(acd, HttpMethod.Get, $"sessions/{session}", await TokenAsync(folder, "anna", "--site", "demo")))["controller"]!.ToString().ShouldBe("anna");
            var stopping = Stopwatch.StartNew();
            (await acd.StopAsync()).ShouldBe(0);
            stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
        // Without settings: they are in the journal.
        using (var acd = await AcdProcess.StartAsync(folder.Path))
        {
            (await SendAsync(acd, HttpMethod.Get, $"sessions/{session}", await TokenAsync(folder, "anna", "--site", "demo")))["controller"]!.ToString().ShouldBe("anna");
            var state = (await SendAsync(acd, HttpMethod.Get, "operator/status?hash=true", await TokenAsync(folder, "--operator")))["state"]!;
            var verified = await AcdProcess.RunAsync("journal", "verify", "--data", folder.Path, "--hash-at", state["sequence"]!.ToString(), "--json");
            verified.Code.ShouldBe(0, verified.Errors);
            JsonNode.Parse(verified.Out)!["hash"]!.ToString().ShouldBe(state["hash"]!.ToString());
        }
    }

    [Fact, Accepts("I10")]
    public async Task I10_a_data_folder_restored_from_a_backup_has_the_same_hash_and_its_tokens_hold()
    {
        using var folder = new TemporaryFolder();
        string session, token;
        using (var acd = await AcdProcess.StartAsync(folder["a"], "--settings", Sample))
        {
            token = await TokenAsync(folder["a"], "anna", "--site", "demo");
            session = (await SendAsync(acd, HttpMethod.Post, "sessions", token))["session"]!.ToString();
            (await AcdProcess.RunAsync("backup", "--data", folder["a"], "--out", folder["file"])).Code.ShouldBe(ExitCodes.FolderInUse);
            (await acd.StopAsync()).ShouldBe(0);
        }
        var saved = await AcdProcess.RunAsync("backup", "--data", folder["a"], "--out", folder["file"], "--keys", "--json");
        saved.Code.ShouldBe(0, saved.Errors);
        JsonNode.Parse(saved.Out)!["counts"]!["records"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var restored = await AcdProcess.RunAsync("restore", folder["file"], "--data", folder["b"]);
        restored.Code.ShouldBe(0, restored.Errors);

        var (before, after) = (await HashAsync(folder["a"]), await HashAsync(folder["b"]));
        after.ShouldBe(before);
        using (var acd = await AcdProcess.StartAsync(folder["b"]))
        {
            (await SendAsync(acd, HttpMethod.Get, $"sessions/{session}", token))["controller"]!.ToString().ShouldBe("anna");
        }

        static async Task<string> HashAsync(string data)
        {
            var verified = await AcdProcess.RunAsync("journal", "verify", "--data", data, "--hash-at", "0", "--json");
            verified.Code.ShouldBe(0, verified.Errors);
            return JsonNode.Parse(verified.Out)!["hash"]!.ToString();
        }
    }

    [Fact]
    public async Task A_folder_in_use_and_a_port_in_use_are_said_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using var acd = await AcdProcess.StartAsync(folder["a"], "--settings", Sample);

        var second = await AcdProcess.RunAsync("run", "--data", folder["a"], "--urls", "http://127.0.0.1:0");
        second.Code.ShouldBe(ExitCodes.FolderInUse);
        second.Errors.Trim().Split('\n').Length.ShouldBe(1, second.Errors);
        second.Errors.ShouldContain("in use");

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = await AcdProcess.RunAsync("run", "--data", folder["b"], "--urls", $"http://{listener.LocalEndpoint}");
        taken.Code.ShouldBe(ExitCodes.AddressTaken);
        taken.Errors.ShouldContain("in use by another program");
        taken.Errors.ShouldNotContain("   at ");
    }

    [Fact, Refuses("I10")]
    public async Task I10_a_damaged_journal_is_not_started_on()
    {
        using var folder = new TemporaryFolder();
        using (var acd = await AcdProcess.StartAsync(folder.Path, "--settings", Sample)) (await acd.StopAsync()).ShouldBe(0);
        var segment = Directory.EnumerateFiles(folder["journal"], "*.segment").Single();
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);

        var run = await AcdProcess.RunAsync("run", "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        run.Code.ShouldBe(ExitCodes.JournalDamaged);
        run.Errors.ShouldContain(Path.GetFileName(segment));
        run.Errors.ShouldNotContain("   at ");
        (await AcdProcess.RunAsync("journal", "verify", "--data", folder.Path)).Code.ShouldBe(ExitCodes.JournalDamaged);
    }

    [Fact]
    public async Task Other_contents_under_the_version_in_force_are_refused_and_a_higher_version_is_taken()
    {
        using var folder = new TemporaryFolder();
        using (var acd = await AcdProcess.StartAsync(folder["data"], "--settings", Sample)) await acd.StopAsync();
        var text = await File.ReadAllTextAsync(Sample, TestContext.Current.CancellationToken);
        var changed = text.Replace("name: Demonstration", "name: Changed", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["same.yaml"], changed, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["higher.yaml"], changed.Replace("version: 1", "version: 2", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var refused = await AcdProcess.RunAsync("run", "--data", folder["data"], "--urls", "http://127.0.0.1:0", "--settings", folder["same.yaml"]);
        refused.Code.ShouldBe(ExitCodes.Usage);
        refused.Errors.ShouldContain("Raise the version");

        using (var acd = await AcdProcess.StartAsync(folder["data"], "--settings", folder["higher.yaml"])) (await acd.StopAsync()).ShouldBe(0);
    }

    private static Task<string> TokenAsync(TemporaryFolder folder, params string[] whose) => TokenAsync(folder.Path, whose);

    private static async Task<string> TokenAsync(string data, params string[] whose)
    {
        var token = await AcdProcess.RunAsync(["token", .. whose, "--data", data]);
        token.Code.ShouldBe(0, token.Errors);
        return token.Out.Trim();
    }

    private static async Task<JsonNode> SendAsync(AcdProcess acd, HttpMethod method, string path, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{acd.Address}/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Post) request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonNode.Parse(body)!;
    }
}
