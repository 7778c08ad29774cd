using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>
/// Writes server-sent events. The framework's own result cannot write comments, and heartbeats have to be comments: an event would
/// wake every page for nothing.
/// </summary>
internal sealed class EventWriter(HttpResponse response, JsonSerializerOptions json, TimeProvider time)
{
    private static readonly byte[] HeartbeatBytes = ": heartbeat\n\n"u8.ToArray();
    private long lastWrite = time.GetTimestamp();
    private long id;

    /// <summary>Since the last bytes went out.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(lastWrite);

    /// <summary>Sends the headers, so that the page knows it is connected.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        // Proxies that buffer would hold an offer back until it has lapsed.
        response.Headers["X-Accel-Buffering"] = "no";
        return response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>One event: its id counts from 1 on this connection, its data is one line of JSON.</summary>
    public async Task WriteAsync<T>(string name, T data, CancellationToken cancellationToken)
    {
        var writer = response.BodyWriter;
        var head = writer.GetSpan(64 + (name.Length * 3));
        "id: "u8.CopyTo(head);
        Utf8Formatter.TryFormat(++id, head[4..], out var digits);
        var length = 4 + digits;
        "\nevent: "u8.CopyTo(head[length..]);
        length += 8;
        length += System.Text.Encoding.UTF8.GetBytes(name, head[length..]);
        "\ndata: "u8.CopyTo(head[length..]);
        writer.Advance(length + 7);
        await using (var body = new Utf8JsonWriter(writer)) JsonSerializer.Serialize(body, data, json);
        "\n\n"u8.CopyTo(writer.GetSpan(2));
        writer.Advance(2);
        await writer.FlushAsync(cancellationToken);
        lastWrite = time.GetTimestamp();
    }

    /// <summary>A comment: keeps proxies from closing the line, and finds out that it is broken.</summary>
    public async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        await response.BodyWriter.WriteAsync(HeartbeatBytes, cancellationToken);
        lastWrite = time.GetTimestamp();
    }
}
