using AcdRouter.Architecture.Tests.Metadata;

namespace AcdRouter.Architecture.Tests.Projects;

/// <summary>Acd → {Web, Notifications, Journals, Simulation} → {Router, Sessions} → Processes → Contracts.</summary>
public sealed class ArrowTests
{
    [Fact]
    public void Every_project_of_the_product_belongs_to_a_ring() =>
        Project.OfSource.Where(project => Rings.Of(project.Name) is null).Select(project => project.Name)
            .ShouldBeEmpty($"Decide where they belong and add them to {nameof(Rings)}.");

    [Fact]
    public void Project_files_point_inward_only() =>
        (from project in Project.OfSource
         from reference in project.Projects
         where !Rings.Allow(project.Name, reference)
         select $"{project.Name} → {reference}").ShouldBeEmpty();

    [Fact]
    public void What_was_built_points_inward_only() =>
        (from project in Project.OfSource
         from reference in BuiltReferences(project)
         let target = Project.OfSource.FirstOrDefault(each => each.Assembly == reference)
         where target is not null && !Rings.Allow(project.Name, target.Name)
         select $"{project.Assembly} → {reference}").ShouldBeEmpty();

    [Fact]
    public void Nothing_of_the_product_references_a_test_project() =>
        (from project in Project.OfSource
         from reference in project.Projects
         where Project.OfTests.Any(test => test.Name == reference)
         select $"{project.Name} → {reference}").ShouldBeEmpty();

    [Fact]
    public void Pure_projects_take_no_package_and_no_further_framework() =>
        (from project in PureProjects
         from reference in project.Packages.Concat(project.Frameworks)
         select $"{project.Name} → {reference}").ShouldBeEmpty();

    [Fact]
    public void What_was_built_of_pure_projects_needs_the_framework_only() =>
        (from project in PureProjects
         from reference in BuiltReferences(project)
         where !reference.StartsWith("System.", StringComparison.Ordinal) && Project.OfSource.All(each => each.Assembly != reference)
         select $"{project.Assembly} → {reference}").ShouldBeEmpty();

    [Fact]
    public void The_contracts_reference_no_project() => Project.OfSource.Single(project => project.Name == "Contracts").Projects.ShouldBeEmpty();

    [Theory]
    [InlineData("Router", "Sessions")]
    [InlineData("Sessions", "Router")]
    [InlineData("Web", "Journals")]
    [InlineData("Processes", "Router")]
    [InlineData("Contracts", "Processes")]
    [InlineData("Web", "Acd")]
    [InlineData("Unknown", "Contracts")]
    public void An_arrow_sideways_or_outward_is_found(string from, string to) => Rings.Allow(from, to).ShouldBeFalse();

    [Theory]
    [InlineData("Acd", "Web")]
    [InlineData("Acd", "Contracts")]
    [InlineData("Journals", "Processes")]
    [InlineData("Router", "Processes")]
    public void An_arrow_inward_is_allowed_also_past_a_ring(string from, string to) => Rings.Allow(from, to).ShouldBeTrue();

    private static IEnumerable<Project> PureProjects => Project.OfSource.Where(project => Rings.Pure.Contains(project.Name));

    private static IReadOnlyList<string> BuiltReferences(Project project) => BuiltAssembly.Open(project.Output).References;
}
