namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>Command lines of the program that stand in files of deployment.</summary>
internal static class Commands
{
    private static readonly string[] Roles = ["core", "web"];

    /// <summary>Fails unless the command exists and has every option; <c>run</c> must name one of the roles of the servers' shape.</summary>
    public static async Task ShouldBeKnownAsync(IReadOnlyList<string> arguments, string where)
    {
        arguments.ShouldNotBeEmpty(where);
        if (arguments[0] == "run") Roles.ShouldContain(arguments.ElementAtOrDefault(1), where);
        var known = await ProgramFacts.OptionsOfAsync(arguments[0]);
        arguments.Where(each => each.StartsWith("--", StringComparison.Ordinal)).Except(known).ShouldBeEmpty(where);
    }
}
