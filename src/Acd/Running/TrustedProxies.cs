using System.Net;

namespace AcdRouter.Acd;

/// <summary>Proxies whose word on the caller's address is taken, checked before anything is started.</summary>
internal static class TrustedProxies
{
    /// <summary>Each an address or a network such as 10.0.0.0/8.</summary>
    public static IReadOnlyList<IPNetwork> Read(IEnumerable<string> texts) => [.. texts.Select(text => Parse(text)!.Value)];

    /// <summary>What is wrong with one, or null.</summary>
    public static string? FindProblem(string text) => Parse(text) is null
        ? $"\"{text}\" is neither an address nor a network; expected such as 127.0.0.1, 10.0.0.0/8 or fd00::/8."
        : null;

    private static IPNetwork? Parse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal)) return IPNetwork.TryParse(text, out var network) ? network : null;
        if (!IPAddress.TryParse(text, out var address)) return null;
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }
}
