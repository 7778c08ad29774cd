using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>Makes tokens outside of the running program.</summary>
internal static class Tokens
{
    public static TokenIssuer Issuer(DataFolder folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAcdTokens(folder.Keys);
        return services.BuildServiceProvider().GetRequiredService<TokenIssuer>();
    }
}
