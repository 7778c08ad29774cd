using System.Globalization;

namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>How pods run: what they may do, what they may use, how they are asked and how they are ended.</summary>
public sealed class KubernetesPodTests
{
    private static readonly string[] WhatIsSaid = ["requests", "limits"];

    private static readonly string[] Resources = ["cpu", "memory"];

    public static TheoryData<string> Folders => [.. Rendered.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_pod_has_a_right_that_it_does_not_need(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            var pod = workload.Template.At("spec");
            pod.TextAt("securityContext", "runAsNonRoot").ShouldBe("true", $"{workload}");
            Number(pod.TextAt("securityContext", "runAsUser")).ShouldBeGreaterThan(0, $"{workload}");
            pod.TextAt("securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault", $"{workload}");
            pod.TextAt("automountServiceAccountToken").ShouldBe("false", $"{workload}");
            // Otherwise a service named acd-web would set variables that begin like ours.
            pod.TextAt("enableServiceLinks").ShouldBe("false", $"{workload}");
            pod.Names().Intersect(["hostNetwork", "hostPID", "hostIPC"]).ShouldBeEmpty($"{workload}");
            pod.Everywhere("hostPath").ShouldBeEmpty($"{workload}");
            foreach (var container in workload.Containers)
            {
                container.TextAt("securityContext", "allowPrivilegeEscalation").ShouldBe("false", $"{workload}");
                container.At("securityContext", "capabilities", "drop").Texts().ShouldBe(["ALL"], $"{workload}");
                container.At("securityContext").Names().ShouldNotContain("privileged", $"{workload}");
            }
            foreach (var container in workload.OfOurs)
            {
                container.TextAt("securityContext", "readOnlyRootFilesystem").ShouldBe("true", $"{workload}");
                // What the program and the runtime write to.
                string[] written = ["/data", "/tmp"];
                written.Except(container.At("volumeMounts").Items().Select(each => each.TextAt("mountPath"))).ShouldBeEmpty($"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_container_says_what_it_needs_and_at_most_takes(string folder) =>
        (from workload in Rendered.Workloads(folder)
         from container in workload.Containers
         from kind in WhatIsSaid
         from resource in Resources
         where container.TextAt("resources", kind, resource) is null
         select $"{workload}: {kind} of {resource}").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_image_is_pinned(string folder) =>
        (from workload in Rendered.Workloads(folder)
         from container in workload.Containers
         where !ImageNames.IsPinned(container.TextAt("image") ?? "")
         select $"{workload}: {container.TextAt("image")}").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void All_of_ours_run_the_same_image(string folder) =>
        Rendered.Workloads(folder).SelectMany(each => each.OfOurs).Select(each => each.TextAt("image")).Distinct().Count().ShouldBe(1);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_budget_lets_some_go_and_keeps_some(string folder)
    {
        foreach (var budget in Rendered.Of(folder).Where(each => each.Kind == "PodDisruptionBudget"))
        {
            var selector = budget.Node.At("spec", "selector", "matchLabels");
            var workload = Rendered.Workloads(folder).Single(each => selector.Selects(each.Template.At("metadata", "labels")));
            var mayGo = Number(budget.Node.TextAt("spec", "maxUnavailable"));
            mayGo.ShouldBeInRange(1, workload.Replicas - 1, $"{budget} of {workload.Replicas} pods");
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_deployment_has_a_budget(string folder) =>
        Rendered.Of(folder).Where(each => each.Kind == "Deployment").Select(each => each.Name)
            .Except(Rendered.Of(folder).Where(each => each.Kind == "PodDisruptionBudget").Select(each => each.Name)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_deployment_is_asked_whether_it_lives_and_whether_it_is_ready_by_paths_that_are_served(string folder)
    {
        foreach (var workload in Rendered.Of(folder).Where(each => each.Kind == "Deployment"))
        {
            foreach (var container in workload.OfOurs)
            {
                container.TextAt("startupProbe", "httpGet", "path").ShouldBe("/health/live", $"{workload}");
                container.TextAt("livenessProbe", "httpGet", "path").ShouldBe("/health/live", $"{workload}");
                container.TextAt("readinessProbe", "httpGet", "path").ShouldBe("/health/ready", $"{workload}");
                KubernetesReferenceTests.Probes(container).Select(probe => probe.TextAt("httpGet", "path")!).Except(ProgramFacts.Routes).ShouldBeEmpty();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_pod_is_given_longer_to_stop_than_the_program_takes(string folder)
    {
        foreach (var workload in Rendered.Of(folder).Where(each => each.Kind == "Deployment"))
        {
            var grace = TimeSpan.FromSeconds(Number(workload.Template.TextAt("spec", "terminationGracePeriodSeconds")));
            var before = workload.Containers.SelectMany(each => each.At("lifecycle", "preStop", "exec", "command").Texts()).LastOrDefault();
            grace.ShouldBeGreaterThan(ProgramFacts.StopWithin + TimeSpan.FromSeconds(Number(before ?? "0")), $"{workload}");
        }
    }

    private static int Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
