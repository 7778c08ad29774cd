using AcdRouter.Testing;

namespace AcdRouter.Servers.Tests.Servers;

public sealed class PrivateRabbitTests(OwnVirtualHost host) : IClassFixture<OwnVirtualHost>
{
    [Fact]
    public async Task It_answers_in_its_protocol()
    {
        var uri = new Uri(host.Address);
        uri.Scheme.ShouldBe("amqp");
        (await Sockets.AskAsync(uri.Port, [.. "AMQP"u8, 0, 0, 9, 1])).ShouldContain("publisher_confirms");
    }

    [Fact]
    public async Task The_class_has_a_virtual_host_of_its_own()
    {
        var name = new Uri(host.Address).AbsolutePath[1..];
        name.ShouldStartWith("test-");
        using var http = new HttpClient();
        var credentials = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(host.Management.UserInfo));
        http.DefaultRequestHeaders.Authorization = new("Basic", credentials);
        var root = new UriBuilder(host.Management) { UserName = "", Password = "" }.Uri;
        (await http.GetStringAsync(new Uri(root, "api/vhosts"), TestContext.Current.CancellationToken)).ShouldContain(name);
    }
}
