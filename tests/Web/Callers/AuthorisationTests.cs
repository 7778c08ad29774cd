using AcdRouter.Contracts;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web.Tests;

public sealed class AuthorisationTests
{
    private static readonly string[] Open =
    [
        "GET /health/live",
        "GET /health/ready",
        "POST /api/v1/sites/{site}/join",
    ];

    [Fact]
    public async Task Nothing_is_open_but_what_this_list_names()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        var routes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        var open = routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null).SelectMany(Names).Order(StringComparer.Ordinal);
        open.ShouldBe(Open.Order(StringComparer.Ordinal));

        var closed = routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        closed.Count.ShouldBeGreaterThan(40);
        closed.ShouldAllBe(route => route.Metadata.GetMetadata<IAuthorizeData>() != null);
    }

    [Fact]
    public async Task Every_closed_route_answers_401_without_a_token_and_with_a_forged_one()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        foreach (var (method, path) in Routes.Closed(host))
        {
            foreach (var token in new[] { null, "CfDJ8forged" })
            {
                var answer = await host.SendAsync(new HttpMethod(method), path, token);
                answer.Status.ShouldBe(401, $"{method} {path}");
                answer.MediaType.ShouldBe("application/problem+json", $"{method} {path}");
            }
        }
    }

    [Fact, Refuses("I9")]
    public async Task I9_a_token_of_somebody_the_site_does_not_know_opens_nothing()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        // A token that was made here for a site that is not there says so: who holds it needs no privilege but a site.
        foreach (var (token, status) in new[] { (host.PersonToken("nobody"), 403), (host.PersonToken("anna", "no-such-site"), 404) })
        {
            foreach (var (method, path) in Routes.Closed(host).Where(route => !route.Path.StartsWith("/openapi", StringComparison.Ordinal)))
            {
                (await host.SendAsync(new HttpMethod(method), path, token)).Status.ShouldBe(status, $"{method} {path}");
            }
        }
    }

    [Fact, Refuses("S5")]
    public async Task S5_a_customers_token_opens_the_customers_routes_only()
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        foreach (var (method, path) in Routes.Closed(host).Where(IsNotForCustomers))
        {
            (await host.SendAsync(new HttpMethod(method), path, Customer())).Status.ShouldBe(403, $"{method} {path}");
        }
        (await host.SendAsync(HttpMethod.Post, "/api/v1/customer/leave", Customer())).Status.ShouldBe(200);

        // Another one each time: one customer may not ask so often.
        string Customer() => host.CustomerToken(new SessionId(Guid.NewGuid()), new CustomerId(Guid.NewGuid()));
    }

    [Theory]
    [InlineData("anna", "/api/v1/agents", 403)]
    [InlineData("anna", "/api/v1/status", 403)]
    [InlineData("anna", "/api/v1/settings", 403)]
    [InlineData("anna", "/api/v1/history/sessions", 403)]
    [InlineData("maria", "/api/v1/status", 403)]
    [InlineData("maria", "/api/v1/settings", 403)]
    [InlineData("maria", "/api/v1/agents/me/inbox", 403)]
    [InlineData("maria", "/api/v1/history/sessions", 200)]
    [InlineData("admin", "/api/v1/status", 200)]
    [InlineData("admin", "/api/v1/settings", 200)]
    public async Task A_route_asks_for_its_privilege(string person, string path, int status)
    {
        await using var host = await WebHost.StartAsync(new ScriptedEngine());
        (await host.SendAsync(HttpMethod.Get, path, host.PersonToken(person))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_privilege_taken_away_is_gone_with_the_same_token()
    {
        var engine = new ScriptedEngine();
        await using var host = await WebHost.StartAsync(engine);
        var token = host.PersonToken("admin");
        (await host.SendAsync(HttpMethod.Get, "/api/v1/status", token)).Status.ShouldBe(200);

        var settings = engine.Sites[WebHost.Demo];
        engine.Sites[WebHost.Demo] = settings with { People = settings.People.Where(person => person.Id.Value != "admin").ToValueList() };
        host.Hub.Tell(new SiteConfigured(WebHost.Demo, 2));

        (await host.SendAsync(HttpMethod.Get, "/api/v1/status", token)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_token_is_good_for_twelve_hours_and_survives_a_restart()
    {
        using var keys = new TemporaryFolder();
        var before = TimeProvider.System.GetUtcNow();
        IssuedToken token;
        await using (var host = await WebHost.StartAsync(new ScriptedEngine(), keysAt: keys.Path)) token = host.Tokens.For(WebHost.Demo, new PersonId("admin"));
        (token.ExpiresAt.ToDateTimeOffset() - before).ShouldBeInRange(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(12.1));

        await using var restarted = await WebHost.StartAsync(new ScriptedEngine(), keysAt: keys.Path);
        (await restarted.SendAsync(HttpMethod.Get, "/api/v1/status", token.Token)).Status.ShouldBe(200);
        await using var elsewhere = await WebHost.StartAsync(new ScriptedEngine());
        (await elsewhere.SendAsync(HttpMethod.Get, "/api/v1/status", token.Token)).Status.ShouldBe(401);
    }

    private static bool IsNotForCustomers((string Method, string Path) route) =>
        !route.Path.StartsWith("/api/v1/customer/", StringComparison.Ordinal) && !route.Path.StartsWith("/openapi", StringComparison.Ordinal);

    private static IEnumerable<string> Names(RouteEndpoint route) =>
        route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}");
}
