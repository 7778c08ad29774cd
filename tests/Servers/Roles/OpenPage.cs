using System.Net.Http.Headers;

namespace AcdRouter.Servers.Tests.Roles;

/// <summary>A browser's page that listens.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private Stream? stream;

    /// <summary>Opens it; returns when it has been shown something.</summary>
    public static async Task<OpenPage> OpenAsync(Uri address, string token)
    {
        var page = new OpenPage();
        page.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var asking = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await page.http.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead, InstalledRoles.Cancelled);
        answer.EnsureSuccessStatusCode();
        page.stream = await answer.Content.ReadAsStreamAsync(InstalledRoles.Cancelled);
        (await page.stream.ReadAsync(new byte[16], InstalledRoles.Cancelled)).ShouldBePositive();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (stream is not null) await stream.DisposeAsync();
        http.Dispose();
    }
}
