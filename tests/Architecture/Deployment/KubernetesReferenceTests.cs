using YamlDotNet.RepresentationModel;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>What one object says of another must be there: a cluster would only say so when pods fail to start.</summary>
public sealed class KubernetesReferenceTests
{
    private static readonly string[] ProbeNames = ["startupProbe", "livenessProbe", "readinessProbe"];

    public static TheoryData<string> Folders => [.. Rendered.Folders];

    public static TheoryData<string> Overlays => [.. Rendered.Folders.Where(folder => folder != "base")];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_config_map_that_is_named_is_rendered_with_the_keys_that_are_asked_for(string folder)
    {
        var maps = Rendered.Of(folder).Where(each => each.Kind == "ConfigMap").ToDictionary(each => each.Name, each => each.Node.At("data"));
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var reference in workload.Template.Everywhere("configMapRef").Concat(workload.Template.Everywhere("configMap")))
            {
                maps.ShouldContainKey(reference.TextAt("name")!, $"{workload}");
                foreach (var item in reference.At("items").Items()) maps[reference.TextAt("name")!].Names().ShouldContain(item.TextAt("key")!);
            }
            foreach (var reference in workload.Template.Everywhere("configMapKeyRef"))
            {
                maps.ShouldContainKey(reference.TextAt("name")!, $"{workload}");
                maps[reference.TextAt("name")!].Names().ShouldContain(reference.TextAt("key")!, $"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_secret_that_is_named_is_in_the_example_beside_the_overlay_and_none_is_rendered(string folder)
    {
        Rendered.Of(folder).Where(each => each.Kind == "Secret").ShouldBeEmpty("the repository holds no secret");
        using var text = File.OpenText(Path.Combine(Rendered.PathOf(folder), "secret.example.yaml"));
        var secrets = YamlNodes.Read(text).ToDictionary(each => each.TextAt("metadata", "name")!, each => each.At("stringData").Names().ToList());
        var asked = Rendered.Workloads(folder).SelectMany(workload => workload.Template.Everywhere("secretKeyRef"))
            .Select(reference => (Name: reference.TextAt("name")!, Key: reference.TextAt("key")!)).Distinct().ToList();
        asked.ShouldNotBeEmpty();
        foreach (var (name, key) in asked) secrets.GetValueOrDefault(name, []).ShouldContain(key);
        secrets.SelectMany(each => each.Value.Select(key => (each.Key, key))).Except(asked).ShouldBeEmpty("nobody reads it");
        Rendered.Workloads(folder).SelectMany(workload => workload.Template.Everywhere("secretRef").Concat(workload.Template.Everywhere("secret")))
            .ShouldBeEmpty("secrets are asked for key by key, so that this test sees every one");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_mount_has_its_volume_and_every_volume_its_mount(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            var volumes = workload.Template.At("spec", "volumes").Items().Select(each => each.TextAt("name"))
                .Concat(workload.Node.At("spec", "volumeClaimTemplates").Items().Select(each => each.TextAt("metadata", "name")));
            var mounts = workload.Containers.SelectMany(each => each.At("volumeMounts").Items()).Select(each => each.TextAt("name")).Distinct();
            mounts.ShouldBe(volumes, ignoreOrder: true, $"{workload}");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_claim_that_is_named_is_rendered_and_one_that_several_pods_share_says_so(string folder)
    {
        var claims = Rendered.Of(folder).Where(each => each.Kind == "PersistentVolumeClaim").ToDictionary(each => each.Name);
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var claim in workload.Template.Everywhere("claimName").Select(each => each.Text()!))
            {
                claims.ShouldContainKey(claim, $"{workload}");
                // In the overlay for trying things out everything is on one node.
                if (folder != "overlays/dev" && workload.Replicas > 1) claims[claim].Node.At("spec", "accessModes").Texts().ShouldBe(["ReadWriteMany"], $"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_account_that_is_named_is_rendered(string folder) =>
        Rendered.Workloads(folder).Select(each => each.Template.TextAt("spec", "serviceAccountName")).OfType<string>()
            .Except(Rendered.Of(folder).Where(each => each.Kind == "ServiceAccount").Select(each => each.Name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_port_that_is_named_is_one_of_the_pods_it_is_asked_of(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var container in workload.Containers)
            {
                Probes(container).Select(probe => probe.TextAt("httpGet", "port")).OfType<string>()
                    .Except(PortsOf(container)).ShouldBeEmpty($"probes of {workload}");
            }
        }
        foreach (var service in Rendered.Of(folder).Where(each => each.Kind == "Service"))
        {
            var ports = Selected(folder, service.Node.At("spec", "selector")).SelectMany(each => each.Containers).SelectMany(PortsOf);
            service.Node.At("spec", "ports").Items().Select(each => each.TextAt("targetPort")!).Except(ports).ShouldBeEmpty($"{service}");
        }
        foreach (var policy in Rendered.Of(folder).Where(each => each.Kind == "NetworkPolicy"))
        {
            var ports = Selected(folder, policy.Node.At("spec", "podSelector", "matchLabels")).SelectMany(each => each.Containers).SelectMany(PortsOf);
            policy.Node.At("spec", "ingress").Items().SelectMany(each => each.At("ports").Items()).Select(each => each.TextAt("port")!)
                .Except(ports).ShouldBeEmpty($"{policy}");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_selector_finds_pods(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder).Where(each => each.Kind != "Job"))
        {
            workload.Node.At("spec", "selector", "matchLabels").Selects(workload.Template.At("metadata", "labels")).ShouldBeTrue($"{workload} itself");
            foreach (var spread in workload.Template.At("spec", "topologySpreadConstraints").Items())
            {
                spread.At("labelSelector", "matchLabels").Selects(workload.Template.At("metadata", "labels")).ShouldBeTrue($"spread of {workload}");
            }
        }
        foreach (var service in Rendered.Of(folder).Where(each => each.Kind == "Service"))
        {
            Selected(folder, service.Node.At("spec", "selector")).Count().ShouldBe(1, $"{service}");
        }
        foreach (var budget in Rendered.Of(folder).Where(each => each.Kind == "PodDisruptionBudget"))
        {
            Selected(folder, budget.Node.At("spec", "selector", "matchLabels")).Count().ShouldBe(1, $"{budget}");
        }
        foreach (var policy in Rendered.Of(folder).Where(each => each.Kind == "NetworkPolicy"))
        {
            var named = policy.Node.At("spec", "podSelector", "matchExpressions").Items().SelectMany(each => each.At("values").Texts()).ToList();
            var found = Rendered.Workloads(folder).Select(each => each.Template.TextAt("metadata", "labels", "app.kubernetes.io/name")).Intersect(named).Count();
            if (named.Count > 0) found.ShouldBe(named.Count, $"{policy}");
            else Selected(folder, policy.Node.At("spec", "podSelector", "matchLabels")).ShouldNotBeEmpty($"{policy}");
        }
    }

    internal static IEnumerable<YamlNode> Probes(YamlNode container) =>
        ProbeNames.Select(name => container.At(name)).OfType<YamlNode>();

    private static IEnumerable<string> PortsOf(YamlNode container) =>
        container.At("ports").Items().SelectMany(each => new[] { each.TextAt("name"), each.TextAt("containerPort") }).OfType<string>();

    private static IEnumerable<KubernetesObject> Selected(string folder, YamlNode? selector) =>
        Rendered.Workloads(folder).Where(each => selector.Selects(each.Template.At("metadata", "labels")));
}
