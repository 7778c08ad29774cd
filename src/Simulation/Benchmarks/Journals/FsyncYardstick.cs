using System.Diagnostics;

namespace AcdRouter.Simulation.Benchmarks;

/// <summary>What a disk gives at most: one write and one flush for each batch, to a file that only grows.</summary>
public static class FsyncYardstick
{
    /// <summary>Records a second.</summary>
    /// <param name="folder">On the disk to be measured.</param>
    /// <param name="batches">Writes.</param>
    /// <param name="recordsEach">Records of a write.</param>
    /// <param name="recordBytes">Bytes of a record.</param>
    public static double Run(string folder, int batches, int recordsEach, int recordBytes)
    {
        var path = Path.Combine(folder, "yardstick");
        var bytes = new byte[recordsEach * recordBytes];
        new Random(1).NextBytes(bytes);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            var started = Stopwatch.GetTimestamp();
            for (var batch = 0; batch < batches; batch++)
            {
                RandomAccess.Write(file, bytes, (long)batch * bytes.Length);
                RandomAccess.FlushToDisk(file);
            }
            return (double)batches * recordsEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
