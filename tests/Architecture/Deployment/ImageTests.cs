using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>Dockerfile, what is sent to its build, and its health check.</summary>
public sealed class ImageTests
{
    private static readonly string[] Instructions =
        [.. File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Everything_that_is_copied_is_there_and_sent_to_the_build()
    {
        var sent = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var copied = Instructions.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1].Where(word => !word.StartsWith("--", StringComparison.Ordinal)))
            .Select(path => path.TrimEnd('/')).ToList();
        copied.ShouldNotBeEmpty();
        copied.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();
        copied.Except(sent).ShouldBeEmpty("not let through by .dockerignore");
    }

    [Fact]
    public void Everything_is_kept_from_the_build_but_what_is_named() =>
        File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).First(line => !line.StartsWith('#')).ShouldBe("*");

    [Fact]
    public void The_last_stage_runs_without_root_and_takes_signals_itself()
    {
        var last = Instructions[Array.FindLastIndex(Instructions, line => line.StartsWith("FROM ", StringComparison.Ordinal))..];
        last.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER ${APP_UID}:${APP_UID}");
        last.Single(line => line.StartsWith("ENTRYPOINT ", StringComparison.Ordinal)).ShouldStartWith("ENTRYPOINT [");
        last.Single(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)).ShouldContain("\"/health/live\"");
        ProgramFacts.Routes.ShouldContain("/health/live");
    }

    [Fact]
    public void The_framework_is_the_one_that_the_projects_are_built_for()
    {
        var version = Instructions.Single(line => line.StartsWith("ARG DOTNET=", StringComparison.Ordinal))["ARG DOTNET=".Length..];
        File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")).ShouldContain($"<TargetFramework>net{version}</TargetFramework>");
    }

    [Theory]
    [InlineData("redis:7.0.15", true)]
    [InlineData("registry.example.org:5000/acdrouter:0.1.0", true)]
    [InlineData("axllent/mailpit:v1.21.0", true)]
    [InlineData("acdrouter", false)]
    [InlineData("acdrouter:latest", false)]
    [InlineData("redis:7", false)]
    [InlineData("registry.example.org:5000/acdrouter", false)]
    public void An_image_is_pinned_by_a_whole_release_or_a_digest(string image, bool pinned) => ImageNames.IsPinned(image).ShouldBe(pinned);

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("HTTP/1.1 503 Service Unavailable", 1)]
    [InlineData("", 1)]
    public async Task The_health_check_tells_a_good_answer_from_a_bad_one_and_from_none(string answer, int expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = AnswerOnceAsync(listener, answer);
        (await CheckAsync(((IPEndPoint)listener.LocalEndpoint).Port)).ShouldBe(expected);
        (await asked).ShouldStartWith("GET /health/ready HTTP/1.1");
    }

    [Fact]
    public async Task The_health_check_says_no_where_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await CheckAsync(port)).ShouldBe(1);
    }

    private static async Task<string> AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        var asked = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        // Read to the end of the request: closing before would reset the connection under the answer.
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 }) { }
        if (answer.Length > 0) await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer + "\r\n\r\n"), TestContext.Current.CancellationToken);
        return asked ?? "";
    }

    private static async Task<int> CheckAsync(int port)
    {
        var script = Path.Combine(Repository.Root, "deploy/health.sh");
        var start = new ProcessStartInfo("bash", [script, "/health/ready", port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
