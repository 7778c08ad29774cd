using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace AcdRouter.Web;

/// <summary>
/// Behind a proxy every line comes from the proxy; what it says of the caller's address counts where it is trusted, and only there:
/// anybody can write the header, and would have as many addresses to guess numbers from as they like.
/// </summary>
internal static class ForwardedAddresses
{
    public static void Trust(ForwardedHeadersOptions options, IReadOnlyList<IPNetwork> proxies)
    {
        // Without a list the framework believes everybody.
        options.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
        // From the nearest hop backwards as long as each is trusted.
        options.ForwardLimit = null;
        // The framework trusts loopback by itself.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
    }
}
