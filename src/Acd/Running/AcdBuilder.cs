namespace AcdRouter.Acd;

/// <summary>What every host of this program begins with.</summary>
internal static class AcdBuilder
{
    /// <summary>
    /// No file in the folder that the program happens to be started in changes what it does. Left as it is, the framework would take an
    /// <c>appsettings.json</c> from there, and watch that folder with all below it: with the data folder in there, for every write of the
    /// journal.
    /// </summary>
    private static readonly WebApplicationOptions NotTheWorkingFolder = new()
    {
        ContentRootPath = AppContext.BaseDirectory,
        Args = ["--hostBuilder:reloadConfigOnChange=false"],
    };

    /// <summary>A host that listens there and logs as this program does.</summary>
    public static WebApplicationBuilder Create(string urls)
    {
        var builder = WebApplication.CreateSlimBuilder(NotTheWorkingFolder);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.UseKestrelCore();
        AcdLogging.Apply(builder.Logging);
        return builder;
    }
}
