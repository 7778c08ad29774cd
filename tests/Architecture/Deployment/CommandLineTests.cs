namespace AcdRouter.Architecture.Tests.Deployment;

/// <summary>What files of deployment tell the program must be what it understands.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string> Folders => [.. Rendered.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_argument_in_a_cluster_is_one_that_the_command_knows(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var container in workload.OfOurs)
            {
                container.At("command").ShouldBeNull($"{workload}: the image's own entry point");
                await Commands.ShouldBeKnownAsync([.. container.At("args").Texts()], $"{workload}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_variable_in_a_cluster_is_one_that_the_program_reads(string folder)
    {
        foreach (var workload in Rendered.Workloads(folder))
        {
            foreach (var container in workload.OfOurs) Rendered.VariablesOf(folder, container).Except(ProgramFacts.Variables).ShouldBeEmpty($"{workload}");
        }
    }

    [Fact]
    public async Task Every_argument_and_variable_of_the_compose_file_is_one_that_the_program_knows()
    {
        foreach (var (name, service) in ComposeFile.OfOurs)
        {
            await Commands.ShouldBeKnownAsync([.. service.At("command").Texts()], name);
            service.At("environment").Names().Except(ProgramFacts.Variables).ShouldBeEmpty(name);
        }
    }
}
