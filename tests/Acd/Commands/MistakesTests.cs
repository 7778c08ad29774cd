using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AcdRouter.Acd.Tests;

public sealed class MistakesTests
{
    public static TheoryData<Exception, int> Ordinary => new()
    {
        { new IOException("The disk is full"), ExitCodes.Failed },
        { new UnauthorizedAccessException("No access."), ExitCodes.Failed },
        { new CryptographicException("The key ring is empty."), ExitCodes.Failed },
        { new HttpRequestException("Connection refused"), ExitCodes.Failed },
        { new JsonException("Not JSON."), ExitCodes.Failed },
        { new JournalDamagedException("a.segment at 12 is damaged."), ExitCodes.JournalDamaged },
        { new AcdException("As it is.", ExitCodes.AddressTaken), ExitCodes.AddressTaken },
    };

    [Theory, MemberData(nameof(Ordinary), DisableDiscoveryEnumeration = true)]
    public void What_ordinarily_goes_wrong_is_sentences_and_a_code(Exception exception, int code)
    {
        var explained = Mistakes.Explain(exception)!;
        explained.ExitCode.ShouldBe(code);
        explained.Message.ShouldStartWith(exception.Message.TrimEnd('.') + ".");
        explained.Message.ShouldNotContain("..");
    }

    [Fact]
    public void A_defect_is_not_explained_away() => Mistakes.Explain(new InvalidOperationException("a defect")).ShouldBeNull();

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_said_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["journal"]);
        var segment = folder[Path.Combine("journal", "0000000000000000001.segment")];
        // A link to itself can be opened by nobody, not even by root.
        File.CreateSymbolicLink(segment, segment);

        foreach (var command in new[] { "verify", "export" })
        {
            var run = await AcdProcess.RunAsync("journal", command, "--data", folder.Path);
            run.Code.ShouldBe(ExitCodes.Failed, run.Out);
            run.Errors.ShouldContain("Check the path");
            run.Errors.ShouldNotContain("   at ");
        }
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", "502 and not in JSON")]
    [InlineData(200, "text/html", "<html>Welcome</html>", "200 and not in JSON")]
    [InlineData(401, "application/problem+json", """{"title":"Unauthorized"}""", "name the data folder of the program that runs with --data")]
    [InlineData(403, "application/problem+json", """{"detail":"You may not."}""", "an agent concerned with --as")]
    [InlineData(404, "application/problem+json", """{"detail":"There is no such request."}""", "404: There is no such request.")]
    public async Task An_explanation_that_is_not_given_is_said_with_what_to_do(int status, string type, string body, string says)
    {
        using var folder = new TemporaryFolder();
        // Made here: a running program makes its keys itself.
        _ = Tokens.Issuer(new DataFolder(folder.Path)).For(new("demo"), new("admin"));
        await using var app = await AnswerAsync(status, type, body);

        var run = await AcdProcess.RunAsync("explain", Guid.NewGuid().ToString(), "--site", "demo", "--data", folder.Path, "--url", app.Urls.Single());

        run.Code.ShouldBe(ExitCodes.Failed);
        run.Errors.ShouldContain(says);
        run.Errors.ShouldNotContain("   at ");
    }

    private static async Task<WebApplication> AnswerAsync(int status, string type, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            await context.Response.WriteAsync(body, Encoding.UTF8);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
