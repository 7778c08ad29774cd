using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AcdRouter.Web.Tests;

/// <summary>Reads a stream of server-sent events.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private EventReader(HttpResponseMessage response, StreamReader reader)
    {
        this.response = response;
        this.reader = reader;
    }

    /// <summary>Comments read so far.</summary>
    public int Comments { get; private set; }

    public static async Task<EventReader> OpenAsync(WebHost host, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, WebHost.Cancelled);
        ((int)response.StatusCode).ShouldBe(200, await (response.IsSuccessStatusCode ? Task.FromResult("") : response.Content.ReadAsStringAsync(WebHost.Cancelled)));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(WebHost.Cancelled)));
    }

    /// <summary>The next event; null at the stream's end.</summary>
    public async Task<(long Id, string Name, JsonNode Data)?> NextAsync()
    {
        long id = 0;
        var name = "";
        JsonNode? data = null;
        while (await reader.ReadLineAsync(WebHost.Cancelled).AsTask().WaitAsync(WebHost.Patience) is { } line)
        {
            if (line.StartsWith(':')) Comments++;
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = JsonNode.Parse(line[6..]);
            else if (line.Length == 0 && data is not null) return (id, name, data);
        }
        return null;
    }

    /// <summary>Reads on until an event of this name.</summary>
    public async Task<JsonNode> UntilAsync(string name)
    {
        while (true)
        {
            var (_, found, data) = await NextAsync() ?? throw new InvalidOperationException($"The stream ended before \"{name}\".");
            if (found == name) return data;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
