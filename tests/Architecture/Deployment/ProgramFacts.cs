using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AcdRouter.Architecture.Tests.Files;
using AcdRouter.Testing;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>What the program itself knows, which files of deployment and pages must not contradict.</summary>
internal static partial class ProgramFacts
{
    private static readonly Lazy<IReadOnlySet<string>> LazyVariables = new(() => SourceFile.Under("src/Acd").Where(file => file.Extension == ".cs")
        .SelectMany(file => file.Lines).SelectMany(line => Variable().Matches(line)).Select(match => match.Value)
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>Paths that are served, from the snapshot of the API's description, which a test holds equal to what is served.</summary>
    public static IReadOnlySet<string> Routes { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/Web/Snapshots/openapi.json")))!["paths"]!.AsObject()
            .Select(path => path.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The environment variables that the program reads.</summary>
    public static IReadOnlySet<string> Variables => LazyVariables.Value;

    /// <summary>How long a stop of the program takes at most, in the shape that takes longest.</summary>
    public static TimeSpan StopWithin { get; } = typeof(Acd.AcdException).Assembly.GetTypes()
        .Select(type => type.GetField("StopWithin", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(null)).OfType<TimeSpan>().Max();

    /// <summary>Every exit code with its name.</summary>
    public static IReadOnlyDictionary<int, string> ExitCodes { get; } =
        Type("ExitCodes").GetFields(BindingFlags.Static | BindingFlags.Public).ToDictionary(field => (int)field.GetRawConstantValue()!, field => field.Name);

    /// <summary>The options of a command, such as <c>--data</c>, from its own help.</summary>
    public static async Task<IReadOnlySet<string>> OptionsOfAsync(params string[] command)
    {
        var help = await RunAsync([.. command, "--help"]);
        return Option().Matches(help).Select(match => match.Groups["name"].Value).Where(name => name is not "--help").ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Runs the program to its end, which must be a good one, and returns what it wrote.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "acd.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"acd {string.Join(' ', arguments)}: {await errors}");
        return output;
    }

    // They are internal to the program, and a deployment depends on their values all the same.
    private static Type Type(string name) => typeof(Acd.AcdException).Assembly.GetType($"AcdRouter.Acd.{name}", throwOnError: true)!;

    [GeneratedRegex("ACD_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^  (-\w, )?(?<name>--[a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
