using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using AcdRouter.Testing;

namespace AcdRouter.Acd.Tests;

public sealed class PrivacyTests
{
    private const string Name = "Quetzalina";
    private const string Address = "zebrafisch@example.org";
    private const string Message = "Xylophonwunsch";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "site.yaml");

    [Fact, Refuses("S14")]
    public async Task S14_what_people_are_called_and_write_is_in_no_log()
    {
        using var folder = new TemporaryFolder();
        using var acd = await AcdProcess.StartAsync(folder["data"], "--settings", Sample);
        var token = await TokenAsync(folder, "anna");
        var started = await SendAsync(acd, "sessions", token, $$"""{"inviteAddresses":["{{Address}}"]}""", HttpStatusCode.Created);
        var join = $$"""{"name":"{{Name}}","number":"{{started["number"]}}"}""";
        var joined = await SendAsync(acd, "sites/demo/join", null, join, HttpStatusCode.Created);
        var transfer = $"sessions/{started["session"]}/transfer";
        var message = $$"""{"queue":"second-line","personalMessage":"{{Message}}"}""";

        using var page = await OpenAsync(acd, "customer/events", joined["token"]!.ToString());
        await SendAsync(acd, transfer, token, $$"""{"queue":"no-such-queue","personalMessage":"{{Message}}"}""", HttpStatusCode.NotFound);
        await SendAsync(acd, transfer, token, message, HttpStatusCode.OK);
        // Refused, and malformed in several ways.
        await SendAsync(acd, transfer, token, message, HttpStatusCode.Conflict);
        await SendAsync(acd, transfer, token, $$"""{"queue":"{{Message}}"}""", HttpStatusCode.BadRequest);
        await SendAsync(acd, transfer, token, $$"""{"queue":"second-line","{{Message}}":1}""", HttpStatusCode.BadRequest);
        await SendAsync(acd, "sites/demo/join", null, join[..^1], HttpStatusCode.BadRequest);
        await SendAsync(acd, "sessions", token, $$"""{"inviteAddresses":"{{Address}}"}""", HttpStatusCode.BadRequest);
        (await acd.StopAsync()).ShouldBe(0);

        var said = await acd.EverythingSaidAsync();
        said.ShouldContain("The engine has started");
        foreach (var word in new[] { Name, "zebrafisch", Message }) said.ShouldNotContain(word, Case.Insensitive);
    }

    [Fact, Refuses("S14"), UnsupportedOSPlatform("windows")]
    public async Task S14_what_the_program_makes_in_its_data_folder_is_its_users_alone()
    {
        using var folder = new TemporaryFolder();
        using (var acd = await AcdProcess.StartAsync(folder["data"], "--settings", Sample))
        {
            (await acd.StopAsync()).ShouldBe(0);
            (await acd.EverythingSaidAsync()).ShouldNotContain("Warning");
        }
        var made = Directory.EnumerateFileSystemEntries(folder["data"], "*", SearchOption.AllDirectories).Append(folder["data"]).ToList();
        made.ShouldContain(path => path.EndsWith(".segment", StringComparison.Ordinal));
        made.Where(path => (File.GetUnixFileMode(path) & Others) != UnixFileMode.None).ShouldBeEmpty();
    }

    [Fact, Refuses("S14"), UnsupportedOSPlatform("windows")]
    public async Task S14_a_data_folder_that_others_can_look_into_is_warned_of_once_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;
        Directory.CreateDirectory(folder["data"]);
        File.SetUnixFileMode(folder["data"], mode);
        using var acd = await AcdProcess.StartAsync(folder["data"]);
        (await acd.StopAsync()).ShouldBe(0);

        (await acd.EverythingSaidAsync()).Split("Warning: other users of this machine can look into").Length.ShouldBe(2);
        File.GetUnixFileMode(folder["data"]).ShouldBe(mode);
    }

    private static async Task<string> TokenAsync(TemporaryFolder folder, string person)
    {
        var token = await AcdProcess.RunAsync("token", person, "--site", "demo", "--data", folder["data"]);
        token.Code.ShouldBe(0, token.Errors);
        return token.Out.Trim();
    }

    private static async Task<HttpResponseMessage> OpenAsync(AcdProcess acd, string path, string token)
    {
        var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{acd.Address}/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), leaveOpen: true);
        (await events.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        return response;
    }

    private static async Task<JsonNode> SendAsync(AcdProcess acd, string path, string? token, string json, HttpStatusCode status)
    {
        using var http = new HttpClient();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{acd.Address}/api/v1/{path}") { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, body);
        return JsonNode.Parse(body)!;
    }
}
