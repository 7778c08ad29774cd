using AcdRouter.Journals;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>Makes tokens outside of the running program.</summary>
internal static class Tokens
{
    public static TokenIssuer Issuer(DataFolder folder) => Issuer(services => services.AddAcdTokens(folder.Keys));

    /// <summary>With the keys of an installation; makes the first one where there is none.</summary>
    public static TokenIssuer Issuer(PostgresStore store) => Issuer(services => services.AddAcdTokens(new PostgresKeys(store.Keys)));

    private static TokenIssuer Issuer(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        add(services);
        return services.BuildServiceProvider().GetRequiredService<TokenIssuer>();
    }
}
