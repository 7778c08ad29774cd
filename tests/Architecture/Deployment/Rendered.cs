using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using AcdRouter.Testing;
using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>What <c>kubectl kustomize</c> makes of a folder of k8s/: what <c>kubectl apply -k</c> would send to a cluster.</summary>
internal static class Rendered
{
    public static readonly string[] Folders = ["base", "overlays/dev", "overlays/production"];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<KubernetesObject>> Known = new();

    public static IReadOnlyList<KubernetesObject> Of(string folder) => Known.GetOrAdd(folder, static folder => Render(folder));

    /// <summary>Those that make pods.</summary>
    public static IEnumerable<KubernetesObject> Workloads(string folder) => Of(folder).Where(each => each.Template is not null);

    /// <summary>Where the folder lies.</summary>
    public static string PathOf(string folder) => Path.Combine(Repository.Root, "k8s", folder);

    /// <summary>The keys of a config map.</summary>
    public static IEnumerable<string> KeysOf(string folder, string map) =>
        Of(folder).Single(each => each.Kind == "ConfigMap" && each.Name == map).Node.At("data").Names();

    /// <summary>The variables that a container of ours is given, by themselves and from config maps.</summary>
    public static IEnumerable<string> VariablesOf(string folder, YamlNode container) =>
        container.At("env").Items().Select(each => each.TextAt("name")!)
            .Concat(container.At("envFrom").Items().Select(each => each.TextAt("configMapRef", "name")).OfType<string>().SelectMany(map => KeysOf(folder, map)))
            .Where(name => name.StartsWith("ACD_", StringComparison.Ordinal));

    private static List<KubernetesObject> Render(string folder)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", PathOf(folder)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        var documents = YamlNodes.Read(process.StandardOutput);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"kubectl kustomize k8s/{folder}: {errors.Result}");
        return [.. documents.Select(document => new KubernetesObject(document))];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "kubectl is missing, so nobody knows whether k8s/ is right. Debian has it in the package kubernetes-client, which ./test installs when it runs as root.",
                missing);
        }
    }
}
