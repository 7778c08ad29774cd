using Microsoft.Extensions.Configuration;

namespace AcdRouter.Acd.Tests;

/// <summary>What the hosts of the program take from where they are started: nothing.</summary>
public sealed class AcdBuilderTests
{
    [Fact]
    public void Files_in_the_folder_it_is_started_in_are_neither_read_nor_watched()
    {
        var builder = AcdBuilder.Create("http://127.0.0.1:0");
        builder.Environment.ContentRootPath.TrimEnd('/').ShouldBe(AppContext.BaseDirectory.TrimEnd('/'));
        ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ShouldAllBe(source => !source.ReloadOnChange);
    }
}
