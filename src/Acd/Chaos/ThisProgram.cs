namespace AcdRouter.Acd;

/// <summary>How this program is started once more.</summary>
internal static class ThisProgram
{
    /// <summary>Its own executable, or the runtime with its assembly where that is how it was started.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet"
            ? [path]
            : [Environment.ProcessPath ?? "dotnet", typeof(ThisProgram).Assembly.Location];
}
