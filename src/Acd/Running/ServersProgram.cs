namespace AcdRouter.Acd;

/// <summary>A process of an installation on servers, of the role it was given.</summary>
internal static class ServersProgram
{
    public static Task<int> RunAsync(RunSettings settings, ServerAddresses servers) =>
        // The connections and their checks come here, and behind them the program of the role.
        throw new AcdException($"The role {CommonOptions.Name(settings.Role)} on {servers.Bus} is not in this build yet.", ExitCodes.Failed);
}
