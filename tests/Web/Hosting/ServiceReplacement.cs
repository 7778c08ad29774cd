using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AcdRouter.Web.Tests;

internal static class ServiceReplacement
{
    /// <summary>This clock instead of the system's.</summary>
    public static void Replace(this IServiceCollection services, TimeProvider time) => services.Replace(ServiceDescriptor.Singleton(time));
}
