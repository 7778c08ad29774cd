using AcdRouter.Testing;

namespace AcdRouter.Journals.Tests;

/// <summary>The file system itself.</summary>
public sealed class DiskStorageTests
{
    [Fact, Refuses("I10")]
    public void I10_a_flush_that_the_system_refuses_is_no_success()
    {
        // Windows has no file whose flush is refused at will.
        if (OperatingSystem.IsWindows()) return;
        // The framework passes over EINVAL, which this device answers with, as it does over EROFS.
        using var file = DiskStorage.Instance.Open("/dev/null", create: false);
        Should.Throw<IOException>(file.Flush).Message.ShouldContain("fsync of /dev/null failed");
    }
}
