using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AcdRouter.Contracts;
using AcdRouter.Processes;
using AcdRouter.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AcdRouter.Web.Tests;

/// <summary>The HTTP API on a loopback port.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    public static readonly SiteId Demo = new("demo");

    /// <summary>Longest wait for something that should happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder keys = new();

    private WebHost()
    {
    }

    public WebApplication App { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public MemoryHistory History { get; } = new();

    public TokenIssuer Tokens => App.Services.GetRequiredService<TokenIssuer>();

    public LiveHub Hub => App.Services.GetRequiredService<LiveHub>();

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<WebHost> StartAsync<TEngine>(
        TEngine engine,
        Action<IServiceCollection>? more = null,
        string? keysAt = null,
        IHistoryStore? history = null,
        IReadOnlyList<IPNetwork>? trustedProxies = null)
        where TEngine : class, IEngine, IEngineStatus
    {
        var host = new WebHost();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IEngine>(engine);
        builder.Services.AddSingleton<IEngineStatus>(engine);
        builder.Services.AddSingleton(history ?? host.History);
        builder.Services.AddAcdWeb(new DirectoryInfo(keysAt ?? host.keys["keys"]), trustedProxies ?? []);
        more?.Invoke(builder.Services);
        host.App = builder.Build();
        host.App.MapAcdWeb();
        await host.App.StartAsync(Cancelled);
        var address = host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        host.Http = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
        return host;
    }

    public string PersonToken(string person, string site = "demo") => Tokens.For(new SiteId(site), new PersonId(person)).Token;

    public string OperatorToken() => Tokens.ForOperator().Token;

    public string CustomerToken(SessionId session, CustomerId customer, string site = "demo") => Tokens.For(new SiteId(site), session, customer).Token;

    /// <summary>Sends and reads the answer.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? token, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key).ShouldBeTrue();
        if (body is not null)
        {
            var json = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        using var response = await Http.SendAsync(request, Cancelled);
        return new Answer(response, await response.Content.ReadAsStringAsync(Cancelled));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        keys.Dispose();
    }
}

/// <summary>An answer over HTTP.</summary>
internal sealed class Answer(HttpResponseMessage response, string text)
{
    public int Status { get; } = (int)response.StatusCode;

    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;

    public string Text { get; } = text;

    public TimeSpan? RetryAfter { get; } = response.Headers.RetryAfter?.Delta;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? this[string member] => Json[member]?.ToString();

    /// <summary>The problem's reason; asserts that it is a problem.</summary>
    public string? Reason
    {
        get
        {
            MediaType.ShouldBe("application/problem+json", Text);
            return this["reason"];
        }
    }
}
