using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace AcdRouter.SystemTests.Kill;

/// <summary>Sends commands to a program that may die at any moment, and keeps what was promised.</summary>
public sealed class KillClient(int port) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    private readonly List<Promise> promises = [];
    private TaskCompletionSource? reached;
    private int answered;
    private int wanted = int.MaxValue;

    /// <summary>Every command sent so far.</summary>
    public Promise[] Promises
    {
        get
        {
            lock (promises) return [.. promises];
        }
    }

    /// <summary>Ends when so many more commands are answered.</summary>
    public Task AfterAnswers(int count)
    {
        lock (promises)
        {
            (wanted, reached) = (answered + count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return reached.Task;
        }
    }

    /// <summary>Sends a command once. False when the program died under it: nothing is known of it then.</summary>
    public async Task<bool> TrySendAsync(Promise promise)
    {
        lock (promises)
        {
            if (promise.Lost == 0) promises.Add(promise);
        }
        if (await TryAskAsync(promise) is not { } answer)
        {
            promise.Lost++;
            return false;
        }
        promise.Keep(answer.Status, answer.Body);
        lock (promises)
        {
            if (++answered >= wanted) reached?.TrySetResult();
        }
        return true;
    }

    /// <summary>Sends a command again under its key; null when the program died under it.</summary>
    public async Task<(int Status, string Body)?> TryAskAsync(Promise promise)
    {
        using var request = new HttpRequestMessage(promise.Method, promise.Path);
        request.Headers.Add("Idempotency-Key", promise.Key.ToString());
        if (promise.Token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", promise.Token);
        if (promise.Body is not null) request.Content = JsonContent.Create(promise.Body);
        try
        {
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            // 503 says that nothing is known of the command, as a lost line does.
            return (int)response.StatusCode >= 500 ? null : ((int)response.StatusCode, body);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Reads a page; null when the program died under it.</summary>
    public async Task<string?> TryGetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Holds a stream of server-sent events open until the program dies or the test ends it.</summary>
    public async Task HoldStreamAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await (await response.Content.ReadAsStreamAsync(cancellationToken)).CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The line is lost, as it is for a browser; whoever holds the page opens it again.
        }
    }

    public void Dispose() => http.Dispose();
}
