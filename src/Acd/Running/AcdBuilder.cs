namespace AcdRouter.Acd;

/// <summary>What every host of this program begins with.</summary>
internal static class AcdBuilder
{
    /// <summary>
    /// Settings come from the command line, ACD_ variables and the site's file. Left as it is, the framework would also take an
    /// <c>appsettings.json</c> out of whatever folder the program is started in, and watch that folder with all below it: with the data
    /// folder in there, for every write of the journal.
    /// </summary>
    private static readonly WebApplicationOptions OwnSettingsOnly = new()
    {
        ContentRootPath = AppContext.BaseDirectory,
        Args = ["--hostBuilder:reloadConfigOnChange=false"],
    };

    /// <summary>A host that listens there and logs as this program does.</summary>
    public static WebApplicationBuilder Create(string urls)
    {
        var builder = WebApplication.CreateSlimBuilder(OwnSettingsOnly);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.UseKestrelCore();
        AcdLogging.Apply(builder.Logging);
        return builder;
    }
}
