using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace AcdRouter.Simulation.Load;

/// <summary>Speaks HTTP with programs of which any may die at any moment.</summary>
public sealed class LoadClient(LoadOptions options, LoadRecorder recorder) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A stream that is refused is asked for again no sooner: streams are counted by the second.
    private static readonly TimeSpan StreamPause = TimeSpan.FromSeconds(1);

    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(15) };
    private int turn;

    /// <summary>
    /// Sends a command under its key, again and again, to one program after the other, until it is answered. 503 and 429 are no answers,
    /// and neither is a broken line: nothing is known of the command then.
    /// </summary>
    public async Task<Promise> SendAsync(Promise promise, CancellationToken cancellationToken)
    {
        recorder.Sent(promise);
        var pause = FirstPause;
        try
        {
            while (true)
            {
                promise.Tries++;
                if (await TryAsync(promise, cancellationToken) is { } answer)
                {
                    recorder.Answered(promise, answer.Status, answer.Body);
                    return promise;
                }
                await Task.Delay(pause, options.Time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException)
        {
            recorder.GivenUp();
            throw;
        }
    }

    /// <summary>
    /// Reads a stream of events, opening it again whenever it breaks, until it says that it is over or the caller ends it.
    /// </summary>
    public async Task ListenAsync(string path, string token, Action<string, JsonElement> take, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var request = Request(HttpMethod.Get, path, token);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                // What is unknown or forbidden stays so; everything else comes back.
                if ((int)response.StatusCode is 401 or 403 or 404) return;
                if (response.IsSuccessStatusCode && await ReadAsync(response, take, cancellationToken)) return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The line is lost, as it is for a browser.
            }
            await Task.Delay(StreamPause, options.Time, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private static async Task<bool> ReadAsync(HttpResponseMessage response, Action<string, JsonElement> take, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var name = "";
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            using var data = JsonDocument.Parse(line.AsMemory(6));
            take(name, data.RootElement);
            if (name == "over") return true;
        }
        return false;
    }

    private async Task<(int Status, string Body)?> TryAsync(Promise promise, CancellationToken cancellationToken)
    {
        using var request = Request(promise.Method, promise.Path, promise.Token);
        request.Headers.Add("Idempotency-Key", promise.Key.ToString());
        if (promise.Body is not null) request.Content = JsonContent.Create(promise.Body);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var status = (int)response.StatusCode;
            if (status is 429 or 503) return null;
            // A defect that the engine has recorded is an answer, and one that no correct program gives.
            if (status >= 500 && !body.Contains("CommandFailed", StringComparison.Ordinal)) return null;
            return (status, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var address = options.Addresses[(Interlocked.Increment(ref turn) & int.MaxValue) % options.Addresses.Count];
        return new HttpRequestMessage(method, new Uri(address, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }
}
