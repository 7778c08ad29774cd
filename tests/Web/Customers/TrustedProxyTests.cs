using System.Net;
using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Web.Tests;

public sealed class TrustedProxyTests
{
    [Fact, Accepts("S5")]
    public async Task S5_behind_a_trusted_proxy_each_address_has_its_own_tries()
    {
        await using var host = await StartAsync(IPNetwork.Parse("127.0.0.0/8"));

        for (var i = 0; i < WebLimits.JoinsAnAddressAMinute; i++) (await JoinAsync(host, "203.0.113.1")).ShouldBe(404);

        (await JoinAsync(host, "203.0.113.1")).ShouldBe(429);
        (await JoinAsync(host, "203.0.113.2")).ShouldBe(404);
        // What the caller wrote before the proxy added its own is not believed: the proxy's own word is the last one.
        (await JoinAsync(host, "198.51.100.1, 203.0.113.1")).ShouldBe(429);
    }

    [Theory, Refuses("S5")]
    [InlineData(null)]
    [InlineData("10.0.0.0/8")]
    public async Task S5_what_anybody_else_says_of_the_address_is_ignored(string? trusted)
    {
        await using var host = trusted is null ? await StartAsync() : await StartAsync(IPNetwork.Parse(trusted));

        for (var i = 0; i < WebLimits.JoinsAnAddressAMinute; i++) (await JoinAsync(host, $"203.0.113.{i}")).ShouldBe(404);

        (await JoinAsync(host, "203.0.113.99")).ShouldBe(429);
    }

    private static Task<WebHost> StartAsync(params IPNetwork[] trusted) => WebHost.StartAsync(
        new ScriptedEngine { Answers = _ => new CommandAnswer(null, new Refusal(RefusalReason.UnknownSession, "No.", null, [])) },
        trustedProxies: trusted);

    private static async Task<int> JoinAsync(WebHost host, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sites/demo/join");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Content = new StringContent("""{"number":"123456789","name":"Zoe"}""", Encoding.UTF8, "application/json");
        using var response = await host.Http.SendAsync(request, WebHost.Cancelled);
        return (int)response.StatusCode;
    }
}
