using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AcdRouter.Acd;

/// <summary>RabbitMQ's management API: users and their rights. What goes wrong is said in sentences with what to do.</summary>
internal sealed class BrokerManagement : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    private readonly HttpClient http;
    private readonly BrokerAddress address;
    private readonly string host;

    public BrokerManagement(BrokerAddress address)
    {
        this.address = address;
        host = Uri.EscapeDataString(address.VirtualHost);
        http = new HttpClient { BaseAddress = address.Url, Timeout = Within };
        var credentials = Encoding.UTF8.GetBytes($"{address.User}:{address.Password}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
    }

    /// <summary>A user's tags; null where there is no such user.</summary>
    public async Task<IReadOnlyList<string>?> TagsAsync(string user, CancellationToken cancellationToken)
    {
        var found = await SendAsync(HttpMethod.Get, $"api/users/{user}", null, cancellationToken);
        // A list from 3.9 on, a text before.
        return found?["tags"] switch
        {
            null => null,
            JsonArray tags => [.. tags.Select(tag => (string)tag!)],
            var tags => ((string)tags!).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
    }

    /// <summary>Fails where the virtual host is missing, which would otherwise be found half-way.</summary>
    public async Task RequireVirtualHostAsync(CancellationToken cancellationToken)
    {
        if (await SendAsync(HttpMethod.Get, $"api/vhosts/{host}", null, cancellationToken) is null)
        {
            throw new AcdException($"The broker has no virtual host \"{address.VirtualHost}\". Correct the path of --bus.", ExitCodes.Failed);
        }
    }

    public Task PutUserAsync(string user, string password, string tag, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"api/users/{user}", new JsonObject { ["password"] = password, ["tags"] = tag }, cancellationToken);

    public Task DeleteUserAsync(string user, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"api/users/{user}", null, cancellationToken);

    public async Task PutRightsAsync(ServiceRights rights, CancellationToken cancellationToken)
    {
        // The narrow ones first: between the two a service may do less, never more.
        await PutTopicAsync(rights.Name, BusNames.Services, rights.Published, "^$", cancellationToken);
        await PutTopicAsync(rights.Name, BusNames.Events, "^$", rights.Bound, cancellationToken);
        await SendAsync(
            HttpMethod.Put, $"api/permissions/{host}/{rights.Name}",
            new JsonObject { ["configure"] = ServiceRights.Configure, ["write"] = rights.Write, ["read"] = rights.Read }, cancellationToken);
    }

    /// <summary>Makes a durable queue on several nodes, bounded; one that is there already stays.</summary>
    public Task PutQueueAsync(string queue, int bound, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Put, $"api/queues/{host}/{queue}",
            new JsonObject
            {
                ["durable"] = true,
                ["arguments"] = new JsonObject { ["x-queue-type"] = "quorum", ["x-max-length"] = bound, ["x-overflow"] = "drop-head" },
            },
            cancellationToken);

    public Task DeleteQueueAsync(string queue, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"api/queues/{host}/{queue}", null, cancellationToken);

    /// <summary>Binds a queue to an exchange under these keys and no others.</summary>
    public async Task BindAsync(string exchange, string queue, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var place = $"api/bindings/{host}/e/{exchange}/q/{queue}";
        foreach (var binding in (await SendAsync(HttpMethod.Get, place, null, cancellationToken) as JsonArray) ?? [])
        {
            if (wanted.Contains((string)binding!["routing_key"]!)) continue;
            await SendAsync(HttpMethod.Delete, $"{place}/{Uri.EscapeDataString((string)binding["properties_key"]!)}", null, cancellationToken);
        }
        foreach (var key in wanted)
        {
            if (await SendAsync(HttpMethod.Post, place, new JsonObject { ["routing_key"] = key }, cancellationToken) is null)
            {
                throw new AcdException($"The broker has no exchange {exchange} in \"{address.VirtualHost}\". Run acd init first.", ExitCodes.Failed);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private Task<JsonNode?> PutTopicAsync(string user, string exchange, string write, string read, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Put, $"api/topic-permissions/{host}/{user}",
            new JsonObject { ["exchange"] = exchange, ["write"] = write, ["read"] = read }, cancellationToken);

    /// <summary>The answer, an empty object where it has none, or null for what is not there.</summary>
    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        // RabbitMQ answers 400 to a body in pieces.
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await TryAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var json = Json(text);
        if (response.StatusCode == HttpStatusCode.NotFound && json is not null) return null;
        if (response.IsSuccessStatusCode && (json is not null || text.Length == 0)) return json ?? new JsonObject();
        throw Explain(response.StatusCode, json);
    }

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (Exception away) when (away is HttpRequestException || (away is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AcdException(
                $"RabbitMQ's management API does not answer at {address.Url}: {Mistakes.Sentence(away.Message)} Enable it on the broker with: "
                + "rabbitmq-plugins enable rabbitmq_management, or name its address with --management.", away);
        }
    }

    private AcdException Explain(HttpStatusCode status, JsonNode? json)
    {
        var reason = (string?)json?["reason"];
        return status switch
        {
            HttpStatusCode.Unauthorized when reason is null or "Login failed" or "Not_Authorized" or "User can only log in via localhost" or "Not management user" =>
                new AcdException(
                    $"RabbitMQ's management API does not let {address.User} in. Name a user with the tag administrator and the right password: "
                    + "--management http://USER:PASSWORD@HOST:PORT.", ExitCodes.Failed),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new AcdException($"{address.User} may not make users on the broker: give it the tag administrator, or name another with --management.", ExitCodes.Failed),
            _ when json is null => new AcdException(
                $"What answers at {address.Url} ({(int)status}) is not RabbitMQ's management API. Name its address with --management.", ExitCodes.Failed),
            _ => new AcdException($"RabbitMQ's management API answers {(int)status}: {Mistakes.Sentence(reason ?? "no reason given")} Look at the broker's log.", ExitCodes.Failed),
        };
    }

    private static JsonNode? Json(string text)
    {
        if (text.Length == 0) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
