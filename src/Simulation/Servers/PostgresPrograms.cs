namespace AcdRouter.Simulation.Servers;

/// <summary>Where PostgreSQL's programs lie. Debian keeps those of each version apart and links only the clients.</summary>
internal static class PostgresPrograms
{
    private const string Versions = "/usr/lib/postgresql";

    /// <summary>The newest version's program; the bare name, to be looked for, where versions are not kept apart.</summary>
    public static string Find(string name)
    {
        if (!Directory.Exists(Versions)) return name;
        return Directory.EnumerateDirectories(Versions).Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists) ?? name;
    }
}
