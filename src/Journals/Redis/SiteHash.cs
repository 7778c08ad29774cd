using System.Text;
using AcdRouter.Contracts;

namespace AcdRouter.Journals;

/// <summary>
/// Gives a new site its partition: FNV-1a over the UTF-8 bytes of its name, 64 bits, modulo the partitions. The same on every machine
/// and for ever. The table of sites counts; this only fills it.
/// </summary>
public static class SiteHash
{
    /// <summary>Stored with the installation.</summary>
    public const string Name = "fnv1a-64";

    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The partition, from 0.</summary>
    public static int Partition(SiteId site, int partitions)
    {
        var hash = Basis;
        foreach (var one in Encoding.UTF8.GetBytes(site.Value)) hash = (hash ^ one) * Prime;
        return (int)(hash % (ulong)partitions);
    }
}
