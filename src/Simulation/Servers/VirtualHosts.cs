using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AcdRouter.Simulation.Servers;

/// <summary>Makes and removes virtual hosts by RabbitMQ's management API.</summary>
public static class VirtualHosts
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Makes a virtual host that the user of the address may use in full.</summary>
    public static async Task CreateAsync(Uri management, string name, CancellationToken cancellationToken)
    {
        var host = Uri.EscapeDataString(name);
        await SendAsync(management, HttpMethod.Put, $"api/vhosts/{host}", "{}", cancellationToken);
        var user = Uri.UnescapeDataString(management.UserInfo.Split(':')[0]);
        await SendAsync(
            management, HttpMethod.Put, $"api/permissions/{host}/{Uri.EscapeDataString(user)}",
            """{"configure":".*","write":".*","read":".*"}""", cancellationToken);
    }

    /// <summary>Removes a virtual host with everything in it.</summary>
    public static Task DeleteAsync(Uri management, string name, CancellationToken cancellationToken) =>
        SendAsync(management, HttpMethod.Delete, $"api/vhosts/{Uri.EscapeDataString(name)}", null, cancellationToken);

    private static async Task SendAsync(Uri management, HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var root = new UriBuilder(management) { UserName = "", Password = "" }.Uri;
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        var credentials = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotFound) return;
        throw new ServerFailedException($"RabbitMQ's management answers {(int)response.StatusCode} to {method} {path}.");
    }
}
