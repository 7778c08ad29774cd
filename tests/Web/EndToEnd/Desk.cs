namespace AcdRouter.Web.Tests;

/// <summary>A site over HTTP, in the words of those who work there.</summary>
internal sealed class Desk(RealEngine engine, WebHost host) : IAsyncDisposable
{
    public WebHost Host => host;

    public RealEngine Engine => engine;

    public static async Task<Desk> OpenAsync()
    {
        var (engine, host) = await RealEngine.StartAsync();
        return new Desk(engine, host);
    }

    public Task<Answer> GetAsync(string person, string path, string site = "demo") => host.SendAsync(HttpMethod.Get, $"/api/v1/{path}", host.PersonToken(person, site));

    public Task<Answer> PostAsync(string person, string path, object? body = null, string? key = null, string site = "demo") =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/{path}", host.PersonToken(person, site), body, key);

    public Task<Answer> SendAsync(HttpMethod method, string person, string path, object? body = null, string site = "demo") =>
        host.SendAsync(method, $"/api/v1/{path}", host.PersonToken(person, site), body);

    public Task<Answer> JoinAsync(string number, string name, string site = "demo") =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/sites/{site}/join", null, new { number, name });

    /// <summary>Anna's session with one customer in it.</summary>
    public async Task<(string Session, string Number, string CustomerToken)> StartAsync(string person = "anna")
    {
        var started = await PostAsync(person, "sessions");
        started.Status.ShouldBe(201, started.Text);
        var joined = await JoinAsync(started["number"]!, "Zoe");
        joined.Status.ShouldBe(201, joined.Text);
        return (started["session"]!, started["number"]!, joined["token"]!);
    }

    public Task<EventReader> InboxAsync(string person) => EventReader.OpenAsync(host, "/api/v1/agents/me/inbox/events", host.PersonToken(person));

    public Task<EventReader> PageAsync(string person, string session) => EventReader.OpenAsync(host, $"/api/v1/sessions/{session}/events", host.PersonToken(person));

    public Task<EventReader> CustomerPageAsync(string token) => EventReader.OpenAsync(host, "/api/v1/customer/events", token);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await engine.DisposeAsync();
    }
}
